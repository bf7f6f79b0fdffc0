// Tables that lost their frame: every cell is a line of its own, and an empty cell leaves no line at all.
import type { Block, Cell, ParagraphBlock, RowBlock } from "./blocks.ts";
import { isDeadline } from "./deadlines.ts";
import { readDuties } from "./duties.ts";
import { fold } from "./fold.ts";
import { numberingOf } from "./numbering.ts";
import { type Column, columnOf, taskColumns } from "./table-columns.ts";

export interface CellTable {
  rows: RowBlock[];
  /** The first block behind the table. */
  next: number;
}

const mostColumns = 10;

/**
 * The table whose head starts at block `at`, one cell per line, or null.
 *
 * Rows begin at their number; within a row, lines are placed by what they read like: text first, then units, then a deadline.
 */
export function cellTableAt(blocks: Block[], at: number, table: number): CellTable | null {
  const first = blocks[at];
  if (first?.kind !== "paragraph" || first.end - first.start > 20) return null;
  if (columnOf(first.text)?.kind !== "number") return null;
  const head: ParagraphBlock[] = [];
  for (let i = at; i < blocks.length && head.length < mostColumns; i += 1) {
    const block = blocks[i];
    if (block?.kind !== "paragraph" || block.end - block.start > 20) break;
    const column = columnOf(block.text);
    if (
      column === null ||
      (i > at && column.kind === "number") ||
      numberingOf(fold(block.text)) !== null ||
      /^\d+$/.test(block.text)
    )
      break;
    head.push(block);
  }
  const columns = head.length >= 3 ? taskColumns(head.map((block) => block.text)) : null;
  if (columns?.[0]?.kind !== "number") return null;
  const rows: RowBlock[] = [
    rowOf(
      head,
      table,
      head.map((_, column) => column),
      columns.length,
    ),
  ];
  let i = at + head.length;
  let last: number | null = null;
  while (i < blocks.length) {
    const block = blocks[i];
    if (block?.kind !== "paragraph") break;
    const text = fold(block.text).trim();
    const value = rowNumber(text);
    if (value !== null && (last === null || value === last + 1 || value === 1)) {
      const cells = linesOfRow(blocks, i, columns, value);
      if (cells.lines.length < 2) break;
      rows.push(rowOf(cells.lines, table, placeLines(cells.lines, columns), columns.length));
      last = value;
      i += cells.lines.length;
    } else if (isSection(text)) {
      rows.push({
        kind: "row",
        table,
        start: block.start,
        end: block.end,
        cells: [{ ...rangeOf(block), text: block.text, span: columns.length }],
      });
      i += 1;
    } else break;
  }
  return last === null ? null : { rows, next: i };
}

function rowNumber(text: string): number | null {
  const found = /^(\d{1,4})[.、]?$/.exec(text);
  return found?.[1] ? Number(found[1]) : null;
}

function isSection(text: string): boolean {
  const numbering = numberingOf(text);
  return numbering !== null && numbering.rank < 7 && text.length <= 80 && text.length > numbering.length;
}

/** The number line of a row and the lines behind it, up to the next row, section row or the end of the table. */
function linesOfRow(blocks: Block[], at: number, columns: Column[], value: number): { lines: ParagraphBlock[] } {
  const lines: ParagraphBlock[] = [];
  let unitLines = 0;
  const unitColumns = columns.filter((column) => column.kind === "units").length;
  const dues = columns.filter((column) => column.kind === "due").length;
  let full = false;
  for (let i = at; i < blocks.length && lines.length < 60; i += 1) {
    const block = blocks[i];
    if (block?.kind !== "paragraph") break;
    const text = fold(block.text).trim();
    if (i > at) {
      const number = rowNumber(text);
      if (number !== null && (number === value + 1 || number === 1)) break;
      if (unitLines > 0 && (isSection(text) || /^附件|^(?:注|备注)\s?[::]/.test(text))) break;
      const like = lineKind(text);
      if (full && like === "text") break;
      if (like === "units") unitLines += 1;
      if (unitLines >= unitColumns && (dues === 0 || like === "due")) full = true;
      if (unitLines > 0 && like === "text" && unitLines >= unitColumns && text.length > 30) break;
    }
    lines.push(block);
  }
  return { lines };
}

function lineKind(text: string): "units" | "due" | "text" {
  if (isDeadline(text) || text.split(",").every((part) => isDeadline(part.trim()))) return "due";
  if (text.length > 400 || /[。;]/.test(text)) return "text";
  const duties = readDuties(text, 0, "responsible");
  return duties.members > 0 && duties.likely * 4 >= duties.members * 3 ? "units" : "text";
}

/** Column index of each line. */
function placeLines(lines: ParagraphBlock[], columns: Column[]): number[] {
  const indexes = (kind: Column["kind"]) =>
    columns.map((column, i) => (column.kind === kind ? i : -1)).filter((i) => i >= 0);
  const texts = indexes("text");
  const units = indexes("units");
  const due = indexes("due")[0];
  const kinds = lines.map((line, i) => (i === 0 ? "number" : lineKind(fold(line.text).trim())));
  // A title that happens to read like a unit is still the first line of its row.
  if (kinds[1] !== "text" && kinds.filter((kind) => kind === "text").length === 0) kinds[1] = "text";
  const lastText = kinds.lastIndexOf("text");
  let textAt = 0;
  let unitAt = 0;
  return kinds.map((kind, i) => {
    if (kind === "number") return 0;
    if (kind === "due" && due !== undefined && i > lastText) return due;
    if (i <= lastText || kind === "text") {
      const column = texts[Math.min(textAt, texts.length - 1)] ?? 1;
      textAt += 1;
      return column;
    }
    const column = units[Math.min(unitAt, units.length - 1)] ?? columns.length - 1;
    unitAt += 1;
    return column;
  });
}

function rowOf(lines: ParagraphBlock[], table: number, places: number[], width: number): RowBlock {
  const first = lines[0];
  const last = lines.at(-1);
  const end = last?.end ?? 0;
  const cells: Cell[] = Array.from({ length: width }, () => ({ text: "", start: end, end }));
  lines.forEach((line, i) => {
    const place = places[i] ?? 0;
    const cell = cells[place];
    if (!cell) return;
    cells[place] =
      cell.text === ""
        ? { ...rangeOf(line), text: line.text }
        : { start: cell.start, end: line.end, text: `${cell.text}\n${line.text}` };
  });
  return { kind: "row", table, start: first?.start ?? 0, end, cells };
}

function rangeOf(block: ParagraphBlock): { start: number; end: number } {
  return { start: block.start, end: block.end };
}
