// The rows of a file as rows of the ledger: cells by field, the hidden key, section lines, merged cells read as what they show.
import { type KindLetter, kindLetters, type ReadSheet } from "../../workbook/read-rows.ts";
import { headingKey } from "./columns.ts";
import type { WorkbookField } from "./model.ts";
import type { TableHead } from "./table-head.ts";

export interface FileCell {
  /** From 0. */
  column: number;
  text: string;
  kind: (typeof kindLetters)[KindLetter];
  /** The row that the cell is merged with, where it shows that row's text. */
  mergedWith?: number;
}

export interface FileRow {
  /** As the sheet numbers it, from 1. */
  row: number;
  isHidden: boolean;
  /** What an exported row carries; null in rows that people added and in files of others. */
  key: { taskId: string; version: number } | null;
  cells: Map<WorkbookField, FileCell>;
  /** The section line above it. */
  section: string | null;
}

/** Ends of a task's text that a cell cannot keep. */
export const tidyText = (text: string) => (text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text).trim();

const keyForm = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):(\d{1,9})$/;

export const keyOf = (taskId: string, version: number) => `${taskId}:${version}`;

function readKey(text: string | undefined): FileRow["key"] {
  const match = keyForm.exec((text ?? "").trim());
  return match ? { taskId: match[1] as string, version: Number(match[2]) } : null;
}

/**
 * The rows below the head. Lines of one cell are sections; heads repeated for print are left out.
 * A range merged downwards shows its text in each of its rows, as people mean it.
 */
export function fileRows(sheet: ReadSheet, head: TableHead, fields: ReadonlyMap<number, WorkbookField>): FileRow[] {
  const textColumn = [...fields].find(([, field]) => field === "text")?.[0] ?? -1;
  const shown = downwards(sheet, head.row, fields);
  // Most cells of a ledger are empty: they are told by one object for each column.
  const columns = [...fields].map(([column, field]) => {
    const empty: FileCell = { column, text: "", kind: "empty" };
    return { column, field, empty };
  });
  const rows: FileRow[] = [];
  const headWords = head.headings.map((heading) => [heading, ...heading.split("/")].map(headingKey));
  let section: string | null = null;
  for (const read of sheet.rows) {
    if (read.row <= head.row) continue;
    const filled = read.texts.flatMap((text, column) => (text.trim() === "" ? [] : [column]));
    const key = head.keyColumn >= 0 ? readKey(read.texts[head.keyColumn]) : null;
    const broken = /[ef]/.test(read.kinds);
    if (filled.length === 0 && !broken) continue;
    if (
      filled.length >= 2 &&
      filled.every((column) => headWords[column]?.includes(headingKey(read.texts[column] ?? "")))
    )
      continue;
    const cells = new Map<WorkbookField, FileCell>();
    for (const { column, field, empty } of columns) {
      const text = tidyText(read.texts[column] ?? "");
      const kind = kindLetters[(read.kinds[column] ?? " ") as KindLetter];
      const isEmpty = text === "" && kind === "empty";
      cells.set(field, isEmpty ? (shown(read.row, column) ?? empty) : { column, text, kind });
    }
    if (!key && !broken && filled.length === 1 && isSection(filled[0] as number, textColumn, sheet, read.row)) {
      section = tidyText(read.texts[filled[0] as number] ?? "");
      continue;
    }
    rows.push({ row: read.row, isHidden: read.isHidden, key, cells, section });
  }
  return rows;
}

/** A line with one filled cell is a section, unless that cell holds a task and is not merged across. */
function isSection(column: number, textColumn: number, sheet: ReadSheet, row: number): boolean {
  if (column !== textColumn) return true;
  return sheet.merges.some(({ top, left, right }) => top === row - 1 && left <= column && right > column);
}

/** What a cell shows that is covered by a range merged downwards. */
function downwards(sheet: ReadSheet, headRow: number, fields: ReadonlyMap<number, WorkbookField>) {
  const byRow = new Map(sheet.rows.map((row) => [row.row, row]));
  const byColumn = new Map<number, { top: number; bottom: number }[]>();
  for (const { top, bottom, left, right } of sheet.merges) {
    if (bottom === top || left !== right || top + 1 <= headRow || !fields.has(left)) continue;
    const ranges = byColumn.get(left) ?? [];
    byColumn.set(left, ranges);
    ranges.push({ top: top + 1, bottom: bottom + 1 });
  }
  const at = new Map<number, number>();
  return (row: number, column: number): FileCell | null => {
    const ranges = byColumn.get(column);
    if (!ranges) return null;
    // Rows come in order and ranges are sorted by their top, so each range is passed once.
    let index = at.get(column) ?? 0;
    while ((ranges[index]?.bottom ?? Number.POSITIVE_INFINITY) < row) index += 1;
    at.set(column, index);
    const range = ranges[index];
    if (!range || range.top >= row) return null;
    const first = byRow.get(range.top);
    const text = tidyText(first?.texts[column] ?? "");
    if (text === "") return null;
    return { column, text, kind: kindLetters[(first?.kinds[column] ?? " ") as KindLetter], mergedWith: range.top };
  };
}
