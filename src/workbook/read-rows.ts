// The rows of a workbook as they leave the reader: plain texts with one letter for the kind of each.

/** A merged range, both ends included, from 0. */
export interface Merge {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** One letter for each cell of a row, so that thousands of rows travel between threads at little cost. */
export const kindLetters = {
  " ": "empty",
  t: "text",
  n: "number",
  d: "day",
  b: "boolean",
  e: "error",
  f: "formula",
} as const;
export type KindLetter = keyof typeof kindLetters;

export interface ReadRow {
  /** As the sheet numbers it, from 1. */
  row: number;
  isHidden: boolean;
  /** By column from 0; a day as `2021-12-31`; empty cells and those after the last filled one as "". */
  texts: string[];
  /** A `KindLetter` for each text. */
  kinds: string;
}

export interface ReadSheet {
  name: string;
  rows: ReadRow[];
  /** Rows and columns from 0, both ends included. */
  merges: Merge[];
}

/** No database and no paper takes it; between threads it parts the texts of a row. */
const nul = "\u0000";
export const withoutNul = (text: string) => (text.includes(nul) ? text.replaceAll(nul, "\ufffd") : text);

/**
 * A book whose rows are one string each: ten thousand rows of twenty cells travel between threads in a tenth of the time, and
 * a string of its own holds on to nothing of the file, as the pieces cut from it would.
 */
export interface PackedBook extends Omit<ReadBook, "sheets"> {
  sheets: (Omit<ReadSheet, "rows"> & { rows: string[] })[];
}

/** @param row its texts without NUL */
export const packRow = ({ row, isHidden, kinds, texts }: ReadRow): string =>
  [row, isHidden ? "h" : "", kinds, ...texts].join(nul);

function unpackRow(packed: string): ReadRow {
  const [row, hidden, kinds = "", ...texts] = packed.split(nul);
  return { row: Number(row), isHidden: hidden === "h", texts, kinds };
}

export const unpackBook = ({ sheets, ...book }: PackedBook): ReadBook => ({
  ...book,
  sheets: sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map(unpackRow) })),
});

export interface ReadBook {
  kind: "xlsx" | "csv";
  /** The visible sheets that hold anything. */
  sheets: ReadSheet[];
  hiddenSheets: string[];
}
