// The rows of a workbook as plain texts with one letter for the kind of each; formulas as their saved value, never computed.
import { type OpenBook, openBook } from "./book.ts";
import { atMost, FileFault } from "./file-fault.ts";
import type { SheetLimits } from "./limits.ts";
import type { KindLetter, ReadBook, ReadRow } from "./read-workbook.ts";
import { readSeparated } from "./separated.ts";
import type { CellKind, SheetRow } from "./sheet.ts";

const letterOf: Record<CellKind, KindLetter> = {
  text: "t",
  number: "n",
  day: "d",
  boolean: "b",
  error: "e",
  formula: "f",
};

const startsWith = (bytes: Uint8Array, ...signature: number[]) => signature.every((byte, at) => bytes[at] === byte);

/** @throws FileFault for what is no workbook or above the limits */
export function plainBook(bytes: Uint8Array, limits: SheetLimits, onProgress: () => void = () => {}): ReadBook {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw ofOldContainer(bytes);
  if (startsWith(bytes, 0x50, 0x4b)) return plainSheets(openBook(bytes, limits, onProgress), limits);
  if (bytes.length === 0) throw new FileFault("without-table");
  const count = countOf(limits);
  const rows = readSeparated(bytes, limits, onProgress).map((record, index): ReadRow => {
    const texts = record.map((text) => text.replace(/\r\n?/g, "\n"));
    count(texts);
    return { row: index + 1, isHidden: false, texts, kinds: texts.map((text) => (text === "" ? " " : "t")).join("") };
  });
  return { kind: "csv", sheets: rows.length > 0 ? [{ name: "", rows, merges: [] }] : [], hiddenSheets: [] };
}

/** Old binary workbooks and encrypted new ones share one container (MS-CFB). */
const ofOldContainer = (bytes: Uint8Array) =>
  new FileFault(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from("EncryptedPackage", "utf16le"))
      ? "encrypted"
      : "legacy-sheet",
  );

function plainSheets(book: OpenBook, limits: SheetLimits): ReadBook {
  const count = countOf(limits);
  const hiddenSheets = book.sheets.filter((sheet) => sheet.isHidden).map((sheet) => sheet.name);
  const sheets = book.sheets
    .filter((sheet) => !sheet.isHidden)
    .flatMap((sheet) => {
      const read = book.read(sheet);
      if (!read) return [];
      const rows = read.rows.map((row) => plainRow(row));
      for (const { texts } of rows) count(texts);
      return rows.length > 0 ? [{ name: sheet.name, rows, merges: read.merges }] : [];
    });
  return { kind: "xlsx", sheets, hiddenSheets };
}

function plainRow({ row, isHidden, cells }: SheetRow): ReadRow {
  const width = Math.max(...cells.keys()) + 1;
  const texts = Array<string>(width).fill("");
  const kinds = Array<KindLetter>(width).fill(" ");
  for (const [column, cell] of cells) {
    texts[column] = cell.day ?? cell.text;
    kinds[column] = letterOf[cell.kind];
  }
  return { row: row + 1, isHidden, texts, kinds: kinds.join("") };
}

function countOf(limits: SheetLimits): (texts: readonly string[]) => void {
  let characters = 0;
  return (texts) => {
    for (const text of texts) characters += text.length;
    atMost(limits.characters, characters, "字符 characters");
  };
}
