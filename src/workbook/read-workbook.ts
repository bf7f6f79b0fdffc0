// A workbook or a file of separated values goes in, the plain rows of its visible sheets come out, read in a thread of its own.
import { type ReadingOrder, readApart } from "./apart.ts";
import { type FaultFacts, type FaultReason, FileFault } from "./file-fault.ts";
import { type SheetLimits, sheetLimits } from "./limits.ts";
import type { Merge } from "./sheet.ts";

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

export interface BookOrder extends ReadingOrder {
  limits: SheetLimits;
}

const thread = new URL("./reading-thread.ts", import.meta.url);

/**
 * Reads a workbook; what it is, is told from its bytes.
 * @throws FileFault for what is no workbook, is damaged, hostile, or above the limits
 */
export function readWorkbook(bytes: Uint8Array, limits: SheetLimits = sheetLimits): Promise<ReadBook> {
  const refuse = (code: string, facts?: FaultFacts) => new FileFault(code as FaultReason, facts);
  return readApart<ReadBook, BookOrder>(thread, { bytes, limits }, refuse);
}
