// Plain text as blocks: one paragraph per line, `a | b | c |` lines as table rows, a row whose cell was broken put together again.
import type { Block, Cell, PlanText } from "./blocks.ts";
import { limits, refuseAbove } from "./limits.ts";

interface Line {
  start: number;
  end: number;
  pipes: number;
}

/** Lines that one table row may spread over when a cell holds line breaks. */
const longestRow = 40;

/**
 * Canonical text and blocks of a plain-text plan.
 *
 * Line ends become \n and a leading byte-order mark goes; nothing else is changed, so ranges can be shown in the text itself.
 * A table starts at a line with two or more pipes; its first line fixes the number of columns.
 *
 * @throws CompileRefusal for a text beyond the limits
 */
export function blocksOfText(source: string): PlanText {
  refuseAbove("compile.text-too-long", source.length, limits.characters);
  const text = source.replace(/^\uFEFF/, "").replace(/\r\n?|\u2028|\u2029/g, "\n");
  const lines = linesOf(text);
  const blocks: Block[] = [];
  let table = 0;
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    if (!line) break;
    refuseAbove("compile.too-many-blocks", blocks.length, limits.blocks);
    if (line.pipes < 2 || line.pipes > limits.columns) {
      const range = trimmed(text, line.start, line.end);
      if (range) blocks.push({ kind: "paragraph", ...range, text: text.slice(range.start, range.end) });
      i += 1;
      continue;
    }
    table += 1;
    const columns = line.pipes;
    const framed = /^\s*\|/.test(text.slice(line.start, Math.min(line.end, line.start + 20)));
    while (i < lines.length) {
      const span = rowSpan(lines, i, columns);
      if (span === 0) break;
      const cells = cellsOf(text, lines[i]?.start ?? 0, lines[i + span - 1]?.end ?? 0, framed);
      i += span;
      if (cells.every((cell) => /^:?-{2,}:?$/.test(cell.text))) continue;
      const first = cells[0];
      const last = cells.at(-1);
      if (first && last) blocks.push({ kind: "row", table, start: first.start, end: rowEnd(text, last.end), cells });
    }
  }
  return { text, blocks };
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let pipes = 0;
  for (let i = 0; i <= text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (char === 0x7c) pipes += 1;
    else if (i === text.length || char === 0x0a) {
      lines.push({ start, end: i, pipes });
      start = i + 1;
      pipes = 0;
    }
  }
  return lines;
}

/** How many lines, from `at`, make one row of `columns` pipes; 0 where the table has ended. */
function rowSpan(lines: Line[], at: number, columns: number): number {
  const first = lines[at]?.pipes ?? 0;
  if (first === 0 || first > limits.columns) return 0;
  if (first >= columns) return 1;
  let sum = first;
  for (let n = 1; n < longestRow && at + n < lines.length; n += 1) {
    sum += lines[at + n]?.pipes ?? 0;
    if (sum === columns) return n + 1;
    if (sum > columns) return 1;
  }
  return 1;
}

/** `framed`: the table's lines start with a pipe, so that the first cell lies behind it. */
function cellsOf(text: string, start: number, end: number, framed: boolean): Cell[] {
  const cells: Cell[] = [];
  let from = start;
  for (let i = start; i < end; i += 1) {
    if (text.charCodeAt(i) !== 0x7c) continue;
    cells.push(cellAt(text, from, i));
    from = i + 1;
  }
  const rest = cellAt(text, from, end);
  if (rest.text !== "") cells.push(rest);
  if (framed && cells.length > 1 && cells[0]?.text === "") cells.shift();
  return cells;
}

function cellAt(text: string, start: number, end: number): Cell {
  const range = trimmed(text, start, end) ?? { start, end: start };
  const lines = text.slice(range.start, range.end).split("\n");
  return { ...range, text: lines.map((line) => line.trim()).join("\n") };
}

function rowEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[ \t|]/.test(text[at] ?? "")) at += 1;
  while (at > from && text[at - 1] !== "|") at -= 1;
  return at;
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } | null {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from] ?? "")) from += 1;
  while (to > from && /\s/.test(text[to - 1] ?? "")) to -= 1;
  return from < to ? { start: from, end: to } : null;
}
