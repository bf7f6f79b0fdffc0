// One sheet of a workbook: its rows that hold text, with the kind of each cell, and its merged ranges.
import { atMost } from "./file-fault.ts";
import type { OfficeLimits } from "./limits.ts";
import { dayOfSerial, shownNumber } from "./number-format.ts";
import type { Merge } from "./read-rows.ts";
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
  limits: OfficeLimits;
  counts: Counts;
  onProgress: () => void;
}

/** What a cell holds: text, number, a whole day, yes or no, an error value, or a formula that was saved without its value. */
export type CellKind = "text" | "number" | "day" | "boolean" | "error" | "formula";

export interface SheetCell {
  kind: CellKind;
  /** As the reader of the sheet sees it. */
  text: string;
  /** The day behind a date, `2021-12-31`. */
  day?: string;
}

/** A row with text; columns and rows count from 0. */
export interface SheetRow {
  row: number;
  isHidden: boolean;
  cells: Map<number, SheetCell>;
}

/** The column of `C12`, from 0; -1 where it is no such reference. Asked for every cell of a sheet, so it is read sign by sign. */
function columnOf(reference: string): number {
  let column = 0;
  let at = reference.charCodeAt(0) === dollar ? 1 : 0;
  const from = at;
  for (; at < reference.length; at += 1) {
    const letter = (reference.charCodeAt(at) & upperCase) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  const isReference = at > from && at - from <= 3 && /^\$?\d/.test(reference.slice(at, at + 2));
  return isReference ? column - 1 : -1;
}
const dollar = 36;
/** Takes the bit by which small letters differ from capitals. */
const upperCase = ~32;

/** `C12` as column and row from 0; null where it is no such reference. */
function placeOf(reference: string): { column: number; row: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference);
  if (!match) return null;
  const column = [...(match[1] ?? "").toUpperCase()].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1;
  return { column, row: Number(match[2]) - 1 };
}

/** Excel writes control characters as _x000D_. */
const unescaped = (text: string) =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

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

/**
 * Reads one sheet. Rows without text cost nothing: sheets formatted down to row 1,048,576 are common.
 * @param keep what is kept of a row, made as soon as the row ends: a thread's heap grows slowly, and most rows are short-lived
 */
export function readSheet<Kept extends { row: number }>(
  part: Uint8Array,
  context: SheetContext,
  keep: (row: SheetRow) => Kept,
): { rows: Kept[]; merges: Merge[] } {
  const { limits, counts } = context;
  const rows: Kept[] = [];
  const merges: Merge[] = [];
  let row: SheetRow = { row: -1, isHidden: false, cells: new Map() };
  let cell: OpenCell | null = null;
  let nextColumn = 0;
  let inside = "";
  let reading = 0;
  const openers: Record<string, (attributes: Attributes) => void> = {
    row: (a) => {
      const isHidden = /^(?:1|true)$/.test(a.hidden ?? "");
      row = { row: a.r ? Number(a.r) - 1 : row.row + 1, isHidden, cells: new Map() };
      nextColumn = 0;
    },
    c: (a) => {
      const named = a.r ? columnOf(a.r) : -1;
      const column = named < 0 ? nextColumn : named;
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
    const shown = cellOf(closed, context);
    if (shown.kind === "formula") counts.formulas += 1;
    else if (shown.text.trim() === "") return;
    atMost(limits.cells, closed.column + 1, "表格列 table columns");
    row.cells.set(closed.column, shown);
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
      if (row.isHidden) counts.hiddenRows += 1;
      rows.push(keep(row));
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

const textCell = (text: string): SheetCell => ({ kind: "text", text });

function cellOf(cell: OpenCell, context: SheetContext): SheetCell {
  const { type, value } = cell;
  if (cell.hasFormula && value === "") return { kind: "formula", text: "" };
  if (type === "s") return textCell(unescaped(context.strings[Number(value)] ?? ""));
  if (type === "b") return { kind: "boolean", text: value === "1" ? "TRUE" : value === "0" ? "FALSE" : value };
  if (type === "e") return { kind: "error", text: value };
  if (type === "d") return dayText(value);
  if (type !== "n" && pictureFormula.test(value)) {
    context.counts.pictures += 1;
    return textCell("");
  }
  const number = Number(value);
  if (type !== "n" || value.trim() === "" || Number.isNaN(number)) return textCell(unescaped(value));
  const format = context.formats[cell.style] ?? "";
  const day = dayOfSerial(number, format, context.since1904);
  const text = shownNumber(number, format, context.since1904);
  return day ? { kind: "day", text, day } : { kind: "number", text };
}

/** Strict files write dates in ISO 8601 (18.18.11). */
function dayText(value: string): SheetCell {
  const day = /^\d{4}-\d\d-\d\d/.exec(value)?.[0];
  return day ? { kind: "day", text: day, day } : textCell(value);
}
