// What a file is, told from its content; its name is only a hint among the kinds of plain text.
import { Archive } from "../../../workbook/archive.ts";
import { decodeText } from "../../../workbook/decode.ts";
import type { ReadLimits } from "./limits.ts";
import { FileRefused, type RefusalCode, refusalOf } from "./refusals.ts";

export const fileKinds = ["txt", "md", "html", "docx", "pdf", "xlsx", "csv"] as const;
export type FileKind = (typeof fileKinds)[number];

/** The ending of a file name, lower case, without the dot. */
export function endingOf(fileName: string): string {
  return /\.([^./\\\s]{1,10})\s*$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
}

/** Endings that name each kind; anything else in the name is a mismatch worth a warning. */
export const endings: Record<FileKind, readonly string[]> = {
  txt: ["txt", "text", ""],
  md: ["md", "markdown"],
  html: ["html", "htm", "xhtml"],
  docx: ["docx", "docm", "dotx", "dotm"],
  pdf: ["pdf"],
  xlsx: ["xlsx", "xlsm", "xltx", "xltm"],
  csv: ["csv", "tsv"],
};

const latin1 = (bytes: Uint8Array, start: number, end: number) =>
  Buffer.from(bytes.subarray(start, Math.min(end, bytes.length))).toString("latin1");

/** First bytes that settle it, with the refusal they lead to. */
const refusedSignatures: readonly [signature: RegExp, code: RefusalCode][] = [
  [
    /^\x89PNG|^\xff\xd8\xff|^GIF8|^BM[\s\S]{4}\0\0|^II\*\0|^MM\0\*|^RIFF[\s\S]{4}WEBP|^[\s\S]{4}ftyp(?:hei|avif|mif1)/,
    "intake.file-image",
  ],
  [/^Rar!|^7z\xbc\xaf|^\x1f\x8b|^BZh|^\xfd7zXZ/, "intake.file-archive"],
];

/** Bytes of a PDF that may stand before its mark (ISO 32000-1, annex H, note 13). */
const pdfLead = 1024;

/**
 * The kind of a file by its content.
 * @throws FileRefused for what is not read, saying what to do instead
 */
export function sniffKind(bytes: Uint8Array, fileName: string, limits: ReadLimits): FileKind {
  try {
    return kindOf(bytes, fileName, limits);
  } catch (error) {
    throw refusalOf(error);
  }
}

function kindOf(bytes: Uint8Array, fileName: string, limits: ReadLimits): FileKind {
  const head = latin1(bytes, 0, pdfLead);
  for (const [signature, code] of refusedSignatures) if (signature.test(head)) throw new FileRefused(code);
  if (head.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) throw refusalOfOle(bytes, fileName);
  if (/^PK(?:\x03\x04|\x05\x06)/.test(head)) return kindOfArchive(new Archive(bytes, limits));
  if (head.includes("%PDF-")) return "pdf";
  if (head.startsWith("{\\rtf")) throw new FileRefused("intake.file-legacy-word", { name: "RTF" });
  if (bytes.length > limits.textBytes) throw tooLarge(bytes.length, limits.textBytes);
  return kindOfText(decodeText(bytes).text, endingOf(fileName));
}

export function tooLarge(bytes: number, limit: number): FileRefused {
  const megabytes = Math.ceil(bytes / 100_000) / 10;
  return new FileRefused("intake.file-too-large", { megabytes, limit: limit / 1_000_000 });
}

/** Old binary office files and encrypted new ones share one container (MS-CFB); its stream names tell them apart. */
function refusalOfOle(bytes: Uint8Array, fileName: string): FileRefused {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const holds = (stream: string) => content.includes(Buffer.from(stream, "utf16le"));
  const ending = endingOf(fileName);
  if (holds("EncryptedPackage")) return new FileRefused("intake.file-encrypted");
  if (holds("PowerPoint Document")) return new FileRefused("intake.file-presentation");
  if (holds("WordDocument"))
    return new FileRefused("intake.file-legacy-word", { name: ending === "wps" ? ".wps" : ".doc" });
  if (holds("Workbook") || holds("Book")) {
    return new FileRefused("intake.file-legacy-sheet", { name: ending === "et" ? ".et" : ".xls" });
  }
  return new FileRefused("intake.file-unknown");
}

function kindOfArchive(archive: Archive): FileKind {
  if (archive.has("word/document.xml")) return "docx";
  if (archive.has("xl/workbook.xml")) return "xlsx";
  if (archive.has("OFD.xml")) throw new FileRefused("intake.file-ofd");
  if (archive.has("ppt/presentation.xml")) throw new FileRefused("intake.file-presentation");
  if (archive.has("xl/workbook.bin")) throw new FileRefused("intake.file-legacy-sheet", { name: ".xlsb" });
  if (archive.has("content.xml")) throw refusalOfOpenDocument(archive);
  // Word accepts any name for its main part; the list of content types has the last word.
  const types = Buffer.from(archive.read("[Content_Types].xml") ?? []).toString("utf8");
  if (types.includes("wordprocessingml.document.main")) return "docx";
  if (types.includes("spreadsheetml.sheet.main")) return "xlsx";
  throw new FileRefused("intake.file-archive");
}

function refusalOfOpenDocument(archive: Archive): FileRefused {
  const type = Buffer.from(archive.read("mimetype") ?? []).toString("latin1");
  if (type.includes("spreadsheet")) return new FileRefused("intake.file-legacy-sheet", { name: ".ods" });
  return new FileRefused("intake.file-legacy-word", { name: ".odt" });
}

const htmlOpening =
  /^\s*(?:<!--[\s\S]{0,2000}?-->\s*)?(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\s+html|html|head|body|meta|div|p|table|article|h[1-6])\b/i;

function kindOfText(text: string, ending: string): FileKind {
  const opening = text.slice(0, 4096).replace(/^\ufeff/, "");
  if (htmlOpening.test(opening)) return "html";
  // Word 2003 XML, and web archives that office systems hand out as .doc.
  if (/^\s*<\?xml\b/.test(opening)) throw new FileRefused("intake.file-legacy-word", { name: "XML" });
  if (/^MIME-Version:/im.test(opening) && /multipart\/related/i.test(opening)) {
    throw new FileRefused("intake.file-legacy-word", { name: "MHT" });
  }
  if (endings.md.includes(ending)) return "md";
  if (endings.csv.includes(ending)) return "csv";
  if (endings.html.includes(ending)) return "html";
  return "txt";
}
