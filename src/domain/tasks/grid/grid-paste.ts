// Rows and columns on the clipboard: to and from the spreadsheet, and what a paste would write where.
import type { CellField, CellValue, Parsed, Words } from "./grid-cells.ts";

/** The most that one paste takes; what is beyond is said, never dropped silently. */
export const pasteLimit = { characters: 5_000_000, rows: 20_000 };

/** Reads tab-separated text as spreadsheets put it: cells with line breaks or tabs stand in quotes. */
export function readCells(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const row = rows[rows.length - 1] as string[];
    let cell: string;
    if (text[at] === '"' && closingQuote(text, at) > at) {
      const end = closingQuote(text, at);
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      const rest = /[\t\r\n]/g;
      rest.lastIndex = at;
      const end = rest.exec(text)?.index ?? text.length;
      cell = text.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (at >= text.length) break;
    if (text[at] === "\t") {
      at++;
      if (at === text.length) row.push("");
      continue;
    }
    at += text.startsWith("\r\n", at) ? 2 : 1;
    if (at < text.length) rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

/** Where the quoted cell that opens at `start` closes; -1 when the quote is only a character of the text. */
function closingQuote(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    at = text.indexOf('"', at);
    if (at < 0) return -1;
    if (text[at + 1] === '"') at += 2;
    else return at + 1 >= text.length || /[\t\r\n]/.test(text[at + 1] as string) ? at : -1;
  }
}

/** Cells as tab-separated text that a spreadsheet takes back cell by cell. */
export const writeCells = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((cell) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t"))
    .join("\r\n");

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`).replaceAll("\n", "<br>");

/** Cells as a table for programs that take HTML; dates and numbers stay text, so nothing is turned round. */
export const writeTable = (rows: readonly (readonly string[])[]): string =>
  `<table>${rows
    .map((row) => `<tr>${row.map((cell) => `<td style="mso-number-format:'\\@'">${escaped(cell)}</td>`).join("")}</tr>`)
    .join("")}</table>`;

export interface PasteTarget {
  taskId: string;
  /** What the cell holds now, by column; a column without a field cannot be written. */
  cells: readonly PasteCell[];
}

export interface PasteCell {
  label: string;
  field: CellField | null;
  value: CellValue;
  text: string;
  /** Why nothing may be written here. */
  closed?: Words;
}

export interface PastePlan {
  edits: { taskId: string; field: CellField; before: CellValue; value: CellValue }[];
  refused: { taskId: string; field: CellField | null; row: number; label: string; typed: string; why: Words }[];
  unchanged: number;
  /** Rows and columns of the clipboard that have no cell to go to. */
  leftRows: number;
  leftColumns: number;
}

/**
 * What pasting `given` onto `targets` would do; a single value fills all of them.
 * @param parse reads one text for one field
 */
export function planPaste(
  given: readonly (readonly string[])[],
  targets: readonly PasteTarget[],
  parse: (field: CellField, text: string) => Parsed,
): PastePlan {
  const single = given.length === 1 && given[0]?.length === 1;
  const wide = targets[0]?.cells.length ?? 0;
  const plan: PastePlan = {
    edits: [],
    refused: [],
    unchanged: 0,
    leftRows: Math.max(0, given.length - targets.length),
    leftColumns: Math.max(0, Math.max(0, ...given.map((row) => row.length)) - wide),
  };
  for (const [index, target] of targets.entries()) {
    const row = single ? target.cells.map(() => given[0]?.[0] as string) : given[index];
    for (const [place, typed] of row?.entries() ?? []) {
      const cell = target.cells[place];
      if (!cell) continue;
      const { field, label } = cell;
      const parsed = field && !cell.closed ? parse(field, typed) : null;
      if (typed.trim() === cell.text.trim() || (parsed && "value" in parsed && same(parsed.value, cell.value)))
        plan.unchanged++;
      else if (field && parsed && "value" in parsed)
        plan.edits.push({ taskId: target.taskId, field, before: cell.value, value: parsed.value });
      else {
        const why = parsed && "why" in parsed ? parsed.why : (cell.closed as Words);
        plan.refused.push({ taskId: target.taskId, field: cell.closed ? null : field, row: index, label, typed, why });
      }
    }
  }
  return plan;
}

const same = (one: CellValue, other: CellValue) => (one ?? "") === (other ?? "");
