// An office package (ZIP, APPNOTE 6.3) written while it is made: a part is deflated piece by piece, nothing is held back,
// and nothing is made before the one who reads asks for it.
import { crc32, createDeflateRaw, type DeflateRaw } from "node:zlib";

export interface PartToWrite {
  name: string;
  /** Pieces of its text. */
  content: Iterable<string> | AsyncIterable<string>;
}

/** Pieces are gathered to about this many characters before they are deflated. */
const gather = 32 * 1024;
/** Offices keep these files for long, networks are fast: level 4 takes half the time of 6 and is 6 % larger. */
const level = 4;
/** 1 January 1980, the earliest day there is: the same content gives the same bytes. */
const dosDay = 0x21;

interface WrittenPart {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

/** The bytes of the package; ended early, it ends the parts' own iterators too. */
export async function* writePackage(
  parts: Iterable<PartToWrite> | AsyncIterable<PartToWrite>,
): AsyncGenerator<Uint8Array> {
  const written: WrittenPart[] = [];
  let offset = 0;
  for await (const { name, content } of parts) {
    const part: WrittenPart = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, offset };
    const head = localHeader(part);
    yield head;
    for await (const piece of deflated(content, part)) yield piece;
    const tail = sizesAfter(part);
    yield tail;
    offset += head.length + part.packed + tail.length;
    written.push(part);
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  yield directory;
  yield endOfDirectory(written.length, directory.length, offset);
}

async function* deflated(content: PartToWrite["content"], part: WrittenPart): AsyncGenerator<Uint8Array> {
  const deflate = createDeflateRaw({ level, chunkSize: 32 * 1024 });
  let out: Buffer[] = [];
  deflate.on("data", (chunk: Buffer) => {
    part.packed += chunk.length;
    out.push(chunk);
  });
  const taken = () => {
    const ready = out;
    out = [];
    return ready;
  };
  try {
    let text = "";
    for await (const piece of content) {
      text += piece;
      if (text.length < gather) continue;
      await push(deflate, text, part);
      text = "";
      yield* taken();
    }
    await push(deflate, text, part);
    await new Promise<void>((done, fail) => {
      deflate.once("end", done).once("error", fail).end();
    });
    yield* taken();
  } finally {
    deflate.destroy();
  }
}

function push(deflate: DeflateRaw, text: string, part: WrittenPart): Promise<void> {
  const bytes = Buffer.from(text);
  part.crc = crc32(bytes, part.crc);
  part.size += bytes.length;
  return new Promise((done, fail) => deflate.write(bytes, (error) => (error ? fail(error) : done())));
}

/** Names in UTF-8 (bit 11), sizes after the content (bit 3). */
const flags = 0x0808;

function localHeader({ name }: WrittenPart): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(8, 8);
  head.writeUInt16LE(dosDay, 12);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function sizesAfter({ crc, packed, size }: WrittenPart): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(crc, 4);
  tail.writeUInt32LE(packed, 8);
  tail.writeUInt32LE(size, 12);
  return tail;
}

function directoryEntry({ name, crc, packed, size, offset }: WrittenPart): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 4);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt16LE(dosDay, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packed, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, name]);
}

function endOfDirectory(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
