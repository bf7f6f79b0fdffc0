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

export interface ReadBook {
  kind: "xlsx" | "csv";
  /** The visible sheets that hold anything. */
  sheets: ReadSheet[];
  hiddenSheets: string[];
}
