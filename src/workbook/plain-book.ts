// The rows of a workbook as plain texts with one letter for the kind of each; formulas as their saved value, never computed.
import { type OpenBook, openBook } from "./book.ts";
import { atMost, FileFault } from "./file-fault.ts";
import type { SheetLimits } from "./limits.ts";
import {
  type KindLetter,
  type PackedBook,
  packRow,
  type ReadBook,
  type ReadRow,
  unpackBook,
  withoutNul,
} from "./read-rows.ts";
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

/** The book with its rows packed for the way between threads. @throws FileFault for what is no workbook or above the limits */
export function packedBook(bytes: Uint8Array, limits: SheetLimits, onProgress: () => void = () => {}): PackedBook {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw ofOldContainer(bytes);
  if (startsWith(bytes, 0x50, 0x4b)) return packedSheets(openBook(bytes, limits, onProgress), limits);
  if (bytes.length === 0) throw new FileFault("without-table");
  const count = countOf(limits);
  const rows = readSeparated(bytes, limits, onProgress).map((record, index) => {
    const texts = record.map((text) => text.replace(/\r\n?/g, "\n"));
    count(texts);
    const kinds = texts.map((text) => (text === "" ? " " : "t")).join("");
    return packRow({ row: index + 1, isHidden: false, texts, kinds });
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

/** The same for whoever reads in its own thread. */
export const plainBook = (bytes: Uint8Array, limits: SheetLimits): ReadBook => unpackBook(packedBook(bytes, limits));

function packedSheets(book: OpenBook, limits: SheetLimits): PackedBook {
  const count = countOf(limits);
  const hiddenSheets = book.sheets.filter((sheet) => sheet.isHidden).map((sheet) => sheet.name);
  const sheets = book.sheets
    .filter((sheet) => !sheet.isHidden)
    .flatMap((sheet) => {
      const read = book.read(sheet, (row) => {
        const plain = plainRow(row);
        count(plain.texts);
        return { row: plain.row, packed: packRow(plain) };
      });
      if (!read || read.rows.length === 0) return [];
      return [{ name: sheet.name, rows: read.rows.map(({ packed }) => packed), merges: read.merges }];
    });
  return { kind: "xlsx", sheets, hiddenSheets };
}

function plainRow({ row, isHidden, cells }: SheetRow): ReadRow {
  const width = Math.max(...cells.keys()) + 1;
  const texts = Array<string>(width).fill("");
  const kinds = Array<KindLetter>(width).fill(" ");
  for (const [column, cell] of cells) {
    texts[column] = withoutNul(cell.day ?? cell.text);
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
