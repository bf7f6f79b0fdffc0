// The parts of an office file (ZIP, APPNOTE 6.3). Sizes are checked as declared before, and as they are while inflating.
import { crc32, inflateRawSync } from "node:zlib";
import { atMost, FileFault } from "./file-fault.ts";
import type { OfficeLimits } from "./limits.ts";

interface Part {
  method: number;
  encrypted: boolean;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

const endMark = 0x06054b50;
const directoryMark = 0x02014b50;
const localMark = 0x04034b50;
const wideField = 0x0001;
const seeWideField = 0xffffffff;
const endLength = 22;
const longestComment = 65_535;

const damaged = () => new FileFault("damaged");

/** Where the record at the end of the archive starts; it may be followed by a comment. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= first; at -= 1) {
    if (view.getUint32(at, true) === endMark) return at;
  }
  throw damaged();
}

/** An office file opened for reading; nothing is inflated until a part is asked for. */
export class Archive {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #limits: OfficeLimits;
  readonly #parts = new Map<string, Part>();

  constructor(bytes: Uint8Array, limits: OfficeLimits) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#limits = limits;
    try {
      this.#readDirectory();
    } catch (error) {
      throw error instanceof RangeError ? damaged() : error;
    }
  }

  /** Names of all parts, lower case, as `read` takes them. */
  get names(): string[] {
    return [...this.#parts.keys()];
  }

  has(name: string): boolean {
    return this.#parts.has(name.toLowerCase());
  }

  /** A part as bytes, or null where there is none. */
  read(name: string): Uint8Array | null {
    const part = this.#parts.get(name.toLowerCase());
    if (!part) return null;
    if (part.encrypted) throw new FileFault("encrypted");
    atMost(this.#limits.partBytes, part.size, "解压后字节 bytes after inflating");
    try {
      return this.#inflate(part);
    } catch (error) {
      throw error instanceof FileFault ? error : damaged();
    }
  }

  #inflate(part: Part): Uint8Array {
    const nameAndExtra = this.#view.getUint16(part.offset + 26, true) + this.#view.getUint16(part.offset + 28, true);
    if (this.#view.getUint32(part.offset, true) !== localMark) throw damaged();
    const start = part.offset + 30 + nameAndExtra;
    const packed = this.#bytes.subarray(start, start + part.packed);
    if (part.method !== 0 && part.method !== 8) throw damaged();
    let content: Uint8Array = packed;
    if (part.method === 8) {
      try {
        const size = Math.max(1, part.size);
        content = inflateRawSync(packed, {
          maxOutputLength: size,
          chunkSize: Math.max(64, size),
        });
      } catch (error) {
        // More comes out than the directory declares: made to deceive, not damaged by accident.
        if ((error as NodeJS.ErrnoException).code !== "ERR_BUFFER_TOO_LARGE") throw error;
        throw new FileFault("unsafe", { what: "压缩比虚假 false sizes" });
      }
    }
    if (content.length !== part.size || crc32(content) !== part.crc) throw damaged();
    return content;
  }

  #readDirectory(): void {
    const view = this.#view;
    const end = findEnd(view);
    const count = view.getUint16(end + 10, true);
    atMost(this.#limits.parts, count, "压缩包内文件 parts");
    let at = view.getUint32(end + 16, true);
    let declared = 0;
    let packed = 0;
    for (let index = 0; index < count; index += 1) {
      if (view.getUint32(at, true) !== directoryMark) throw damaged();
      const nameLength = view.getUint16(at + 28, true);
      const name = Buffer.from(this.#bytes.subarray(at + 46, at + 46 + nameLength)).toString("utf8");
      const extraLength = view.getUint16(at + 30, true);
      const part: Part = {
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        offset: view.getUint32(at + 42, true),
      };
      this.#widen(part, at + 46 + nameLength, extraLength);
      declared += part.size;
      packed += part.packed;
      this.#parts.set(name.replaceAll("\\", "/").toLowerCase(), part);
      at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    }
    atMost(this.#limits.inflatedBytes, declared, "解压后字节 bytes after inflating");
    if (packed > view.byteLength) throw new FileFault("unsafe", { what: "内容重叠 overlapping parts" });
  }

  /** Java exports write small files too with their sizes in the 64-bit field (4.5.3), and a mark in the usual place. */
  #widen(part: Part, start: number, length: number): void {
    for (let at = start; at + 4 <= start + length; at += 4 + this.#view.getUint16(at + 2, true)) {
      if (this.#view.getUint16(at, true) !== wideField) continue;
      let value = at + 4;
      for (const key of ["size", "packed", "offset"] as const) {
        if (part[key] !== seeWideField) continue;
        part[key] = Number(this.#view.getBigUint64(value, true));
        value += 8;
      }
    }
  }
}
