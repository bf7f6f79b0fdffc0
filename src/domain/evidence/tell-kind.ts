// Tells what a file is from its content alone, reading no more of it than the question needs.
import { type FileHandle, open } from "node:fs/promises";
import { fileTypeFromBuffer } from "file-type";
import { decodeText } from "../../workbook/decode.ts";
import { type FileKindName, kindsByFileType, type RefusedContent } from "./file-kinds.ts";

export type Told = { kind: FileKindName } | { refused: RefusedContent };

const sampleBytes = 64 * 1024;
const pdfLead = 1024;

/** The kind of the file at `path`, or why such a file is not taken. */
export async function tellKind(path: string): Promise<Told> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const sample = await readAt(file, 0, Math.min(size, sampleBytes));
    const head = sample.toString("latin1");
    if (/^PK(?:\x03\x04|\x05\x06|\x07\x08)/.test(head)) return await tellZip(file, size);
    if (head.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return await tellCompound(file, size);
    // file-type would unpack it to look inside.
    if (/^(?:\x1f\x8b|BZh|\xfd7zXZ|Rar!|7z\xbc\xaf|\x28\xb5\x2f\xfd)/.test(head)) return { refused: "archive" };
    const lead = head.slice(0, pdfLead);
    if (lead.includes("%PDF-")) return { kind: "pdf" };
    return await tellOther(sample, size);
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(buffer, read, length - read, start + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}

/** First bytes that settle it where file-type would have to look beyond the sample. */
const signatures: readonly [signature: RegExp, kind: FileKindName][] = [
  [/^\x89PNG\r\n\x1a\n/, "png"],
  [/^(?:II\*\0|MM\0\*)/, "tiff"],
  [/^ID3[\x02-\x04]/, "mp3"],
];

async function tellOther(sample: Buffer, size: number): Promise<Told> {
  const found = await fileTypeFromBuffer(sample).catch(() => undefined);
  const kind = found && kindsByFileType[found.ext];
  if (kind) return { kind };
  if (found) return { refused: refusalOf(found) };
  const signed = signatures.find(([signature]) => signature.test(sample.toString("latin1", 0, 16)));
  if (signed) return { kind: signed[1] };
  const text = textOf(sample, size > sample.length);
  if (text === null) return { refused: "unknown" };
  return looksLikeCode(text) ? { refused: "script" } : { kind: "text" };
}

function refusalOf({ ext, mime }: { ext: string; mime: string }): RefusedContent {
  if (/^(?:exe|elf|macho|msi|class|dex|wasm|swf|crx|deb|rpm|lnk|nes|blend)$/.test(ext)) return "program";
  if (/zip|rar|7z|tar|gz|bz2|xz|lz|cab|ar|arj|zst|compress|archive/.test(`${ext} ${mime}`)) return "archive";
  if (/^(?:xml|svg|html|rtf|ps|eps|ics)$/.test(ext)) return "script";
  return "unknown";
}

/** The sample as text; the last character may have been cut. */
function textOf(sample: Buffer, cut: boolean): string | null {
  for (let less = 0; less <= (cut ? 3 : 0); less += 1)
    try {
      return decodeText(sample.subarray(0, sample.length - less)).text;
    } catch {
      // tried again with one byte less
    }
  return null;
}

const looksLikeCode = (text: string) =>
  /^\ufeff?\s*(?:#!|<\?|<!|<[a-z][\w:-]*[\s>/]|\{\\rtf|%!PS)/i.test(text) ||
  /<(?:script|html|body|svg|iframe|object|embed)\b/i.test(text) ||
  /^MIME-Version:/im.test(text);

const endLength = 22;
const longestComment = 65_535;
const longestDirectory = 4 * 1024 * 1024;

/** Names in the directory at the end of a ZIP (APPNOTE 6.3), lower case; null where it is damaged or beyond all bounds. */
async function namesInZip(file: FileHandle, size: number): Promise<{ names: Set<string>; encrypted: boolean } | null> {
  const tailStart = Math.max(0, size - endLength - longestComment);
  const tail = await readAt(file, tailStart, size - tailStart);
  const at = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (at < 0 || at + endLength > tail.length) return null;
  const [count, length, start] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (length > longestDirectory || start + length > size) return null;
  const directory = await readAt(file, start, length);
  const names = new Set<string>();
  let encrypted = false;
  for (let index = 0, place = 0; index < count; index += 1) {
    if (place + 46 > directory.length || directory.readUInt32LE(place) !== 0x02014b50) return null;
    const nameLength = directory.readUInt16LE(place + 28);
    encrypted ||= (directory.readUInt16LE(place + 8) & 1) === 1;
    names.add(
      directory
        .toString("utf8", place + 46, place + 46 + nameLength)
        .replaceAll("\\", "/")
        .toLowerCase(),
    );
    place += 46 + nameLength + directory.readUInt16LE(place + 30) + directory.readUInt16LE(place + 32);
  }
  return { names, encrypted };
}

async function tellZip(file: FileHandle, size: number): Promise<Told> {
  const found = await namesInZip(file, size);
  if (!found) return { refused: "archive" };
  const { names, encrypted } = found;
  const isOffice = names.has("[content_types].xml") || names.has("ofd.xml");
  if (!isOffice) return { refused: "archive" };
  if (encrypted) return { refused: "encrypted" };
  if ([...names].some((name) => /(?:^|\/)(?:vbaproject\.bin|vbadata\.xml|activex\/)/.test(name)))
    return { refused: "macros" };
  if (names.has("ofd.xml")) return { kind: "ofd" };
  if (names.has("word/document.xml")) return { kind: "docx" };
  if (names.has("xl/workbook.xml")) return { kind: "xlsx" };
  if (names.has("ppt/presentation.xml")) return { kind: "pptx" };
  return { refused: "archive" };
}

const streams: readonly [name: string, told: Told][] = [
  ["EncryptedPackage", { refused: "encrypted" }],
  ["WordDocument", { kind: "oldWord" }],
  ["Workbook", { kind: "oldExcel" }],
  ["Book", { kind: "oldExcel" }],
  ["PowerPoint Document", { kind: "oldSlides" }],
];

/** Old office files and installers share one container (MS-CFB); the names of its streams tell them apart. */
async function tellCompound(file: FileHandle, size: number): Promise<Told> {
  const found = new Set<string>();
  const step = 1024 * 1024;
  for (let at = 0; at < size; at += step) {
    // A name may lie across two pieces.
    const piece = await readAt(file, at, Math.min(size - at, step + 128));
    for (const [name] of streams) if (piece.includes(Buffer.from(`${name}\0`, "utf16le"))) found.add(name);
  }
  return streams.find(([name]) => found.has(name))?.[1] ?? { refused: "program" };
}
