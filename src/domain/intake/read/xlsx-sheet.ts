// One sheet of a workbook: its rows that hold text, its merged ranges, and the rows laid out with both.
import type { ReadLimits } from "./limits.ts";
import type { RawCell } from "./paper.ts";
import { atMost, FileRefused } from "./refusals.ts";
import { shownNumber } from "./xlsx-format.ts";
import { type Attributes, localName, walkXml } from "./xml.ts";

export interface Counts {
  /** Formulas without a saved result. */
  formulas: number;
  hiddenRows: number;
  pictures: number;
}

export interface SheetContext {
  strings: readonly string[];
  /** Number format by style number. */
  formats: readonly string[];
  since1904: boolean;
  limits: ReadLimits;
  counts: Counts;
  onProgress: () => void;
}

/** A row with text; columns and rows count from 0. */
export interface SheetRow {
  row: number;
  cells: Map<number, string>;
}

/** A merged range, both ends included, from 0. */
export interface Merge {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** `C12` as column and row from 0; null where it is no such reference. */
function placeOf(reference: string): { column: number; row: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference);
  if (!match) return null;
  const column = [...(match[1] ?? "").toUpperCase()].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1;
  return { column, row: Number(match[2]) - 1 };
}

/** Excel writes control characters as _x000D_. */
const unescaped = (text: string) =>
  text.replace(/_x([0-9A-F]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

export function widthOf(rows: readonly SheetRow[]): number {
  let width = 0;
  for (const { cells } of rows) for (const column of cells.keys()) width = Math.max(width, column + 1);
  return width;
}

interface OpenCell {
  column: number;
  type: string;
  style: number;
  value: string;
  hasFormula: boolean;
}

/** Reads one sheet. Rows without text cost nothing: sheets formatted down to row 1,048,576 are common. */
export function readSheet(part: Uint8Array, context: SheetContext): { rows: SheetRow[]; merges: Merge[] } {
  const { limits, counts } = context;
  const rows: SheetRow[] = [];
  const merges: Merge[] = [];
  let row: SheetRow = { row: -1, cells: new Map() };
  let cell: OpenCell | null = null;
  let nextColumn = 0;
  let isHidden = false;
  let inside = "";
  let reading = 0;
  const openers: Record<string, (attributes: Attributes) => void> = {
    row: (a) => {
      row = { row: a.r ? Number(a.r) - 1 : row.row + 1, cells: new Map() };
      nextColumn = 0;
      isHidden = /^(?:1|true)$/.test(a.hidden ?? "");
    },
    c: (a) => {
      const column = placeOf(a.r ?? "")?.column ?? nextColumn;
      cell = { column, type: a.t ?? "n", style: Number(a.s ?? 0), value: "", hasFormula: false };
      nextColumn = column + 1;
    },
    f: () => {
      if (cell) cell.hasFormula = true;
    },
    rPh: () => {
      reading += 1;
    },
    mergeCell: (a) => {
      const merge = mergeOf(a.ref ?? "");
      if (merge) merges.push(merge);
      atMost(limits.blocks, merges.length, "合并单元格 merged ranges");
    },
  };
  const endCell = (closed: OpenCell) => {
    if (closed.hasFormula && closed.value === "") counts.formulas += 1;
    const text = shownText(closed, context);
    if (text.trim() === "") return;
    atMost(limits.cells, closed.column + 1, "表格列 table columns");
    row.cells.set(closed.column, text);
  };
  const closers: Record<string, () => void> = {
    c: () => {
      if (cell) endCell(cell);
      cell = null;
    },
    rPh: () => {
      reading -= 1;
    },
    row: () => {
      if (row.cells.size === 0) return;
      if (isHidden) counts.hiddenRows += 1;
      rows.push(row);
      atMost(limits.blocks, rows.length, "表格行 table rows");
    },
  };
  walkXml(
    part,
    limits,
    {
      open(name, attributes) {
        inside = localName(name);
        openers[inside]?.(attributes);
      },
      text(text) {
        if (cell && reading === 0 && (inside === "v" || inside === "t")) cell.value += text;
      },
      close(name) {
        inside = "";
        closers[localName(name)]?.();
      },
    },
    context.onProgress,
  );
  merges.sort((a, b) => a.top - b.top);
  rows.sort((a, b) => a.row - b.row);
  return { rows, merges };
}

function mergeOf(reference: string): Merge | null {
  const [from, to] = reference.split(":").map(placeOf);
  if (!from || !to || to.row < from.row || to.column < from.column) return null;
  return { top: from.row, bottom: to.row, left: from.column, right: to.column };
}

/** WPS keeps a picture in a cell as the text of this function. */
const pictureFormula = /^=?(?:_xlfn\.)?DISPIMG\(/i;

function shownText(cell: OpenCell, context: SheetContext): string {
  const { type, value } = cell;
  if (type === "s") return unescaped(context.strings[Number(value)] ?? "");
  if (type === "b") return value === "1" ? "TRUE" : value === "0" ? "FALSE" : value;
  if (type !== "n" && pictureFormula.test(value)) {
    context.counts.pictures += 1;
    return "";
  }
  const number = Number(value);
  if (type !== "n" || value.trim() === "" || Number.isNaN(number)) return unescaped(value);
  return shownNumber(number, context.formats[cell.style] ?? "", context.since1904);
}

/**
 * The rows as the reader of the sheet sees them: a merged range shows once, at its top left; what it covers is empty.
 * @param merges sorted by their top row
 * @param width columns of the sheet
 */
export function* laidRows(rows: readonly SheetRow[], merges: readonly Merge[], width: number): Generator<RawCell[]> {
  let reaching: Merge[] = [];
  let next = 0;
  for (const { row, cells } of rows) {
    for (let merge = merges[next]; merge && merge.top <= row; merge = merges[++next]) reaching.push(merge);
    reaching = reaching.filter((merge) => merge.bottom >= row && merge.left < width);
    // Merged ranges never overlap in a file that a spreadsheet wrote.
    if (reaching.length > width)
      throw new FileRefused("intake.file-unsafe", { what: "合并单元格重叠 overlapping merged ranges" });
    const byLeft = new Map(reaching.map((merge) => [merge.left, merge]));
    const line: RawCell[] = [];
    for (let column = 0; column < width; ) {
      const merge = byLeft.get(column);
      const span = merge ? Math.min(merge.right, width - 1) - column + 1 : 1;
      line.push({ text: merge && merge.top !== row ? "" : (cells.get(column) ?? ""), span });
      column += span;
    }
    yield line;
  }
}
