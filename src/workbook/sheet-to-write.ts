// What a workbook to be written is made of. Everything a person sees is an argument: this folder knows cells, not words.

/** A cell with more than its value: a remark shown on it, and whether it is marked for attention. */
export interface MarkedCell {
  value: PlainCell;
  note: string;
}

/** A day is written as `{ day: "2021-12-31" }`; text is never taken for a formula, whatever it starts with. */
export type PlainCell = string | number | { day: string } | null;
export type CellToWrite = PlainCell | MarkedCell;

export interface ColumnToWrite {
  heading: string;
  /** In characters of the usual font. */
  width: number;
  kind: "text" | "number" | "day";
  isHidden?: boolean;
  /** Shown in grey: what is typed here is not taken back. */
  isFixed?: boolean;
  /** What may be chosen; `open`: other text may be typed too. */
  choices?: { list: string; open?: boolean };
}

export interface TableToWrite {
  name: string;
  columns: readonly ColumnToWrite[];
  /** Batches of rows, each fetched when the ones before it have left. */
  rows: Iterable<readonly CellToWrite[][]> | AsyncIterable<readonly CellToWrite[][]>;
  /** The first columns that stay when the sheet scrolls. */
  frozenColumns: number;
  /** Rows below the last one that get the same choices. */
  spareRows: number;
  paper: "A4" | "A3";
  /** May its cells carry notes? */
  hasNotes?: boolean;
  /** At the foot of each printed page; `&P` and `&N` are the page and their number. */
  footer: string;
}

export interface BookToWrite {
  tables: readonly TableToWrite[];
  /** Sheets of plain lines: the first line of each is its title. */
  papers: readonly { name: string; lines: readonly string[] }[];
  /** Lists to choose from, by name. */
  lists: Readonly<Record<string, readonly string[]>>;
  /** Name of the hidden sheet that holds lists too long for a cell's own rule. */
  listSheet: string;
}

/** Styles by number, in the order of `stylesXml`. */
export const styles = {
  plain: 0,
  heading: 1,
  text: 2,
  number: 3,
  day: 4,
  fixedText: 5,
  fixedNumber: 6,
  fixedDay: 7,
  marked: 8,
  title: 9,
  line: 10,
  markedDay: 11,
} as const;
