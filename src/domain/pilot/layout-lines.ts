// The lines of a plan with what lies on each: sentences, marks, the heading it belongs to, the cells of a table row.
import type { PlanElement } from "./model.ts";

/** A part of a plan or of a draft; a draft's parts have no id yet. */
export type Part = Omit<PlanElement, "id"> & { id?: string };

/** A stretch of text under the same marks (goal, body, mechanism, key field, heading). */
export interface Piece {
  start: number;
  end: number;
  text: string;
  marks: readonly Part[];
}

interface Span {
  start: number;
  end: number;
}

export interface Line extends Span {
  text: string;
  /** The heading that opens on this line or still covers it. */
  heading: Part | null;
  /** Sentences and rows that touch the line, in order. */
  sentences: readonly Part[];
  /** Goals, bodies, mechanisms and key fields on the line. */
  marks: readonly Part[];
  /** Cells of a table row; null for running text. */
  cells: readonly Span[] | null;
  /** The stretch of the whole text. */
  slice: (start: number, end: number) => string;
}

/** Cuts the text into lines; a row that spans several lines (one cell on each) becomes one. */
export function linesOf(text: string, parts: readonly Part[]): Line[] {
  const slice = (start: number, end: number) => text.slice(start, end);
  const spans = spansOf(
    text,
    parts.filter((part) => part.kind === "row"),
  );
  const put = spans.map(() => ({ sentences: [] as Part[], marks: [] as Part[], heading: null as Part | null }));
  for (const part of parts) {
    for (let index = spanAt(spans, part.start); index < spans.length; index += 1) {
      const span = spans[index] as Span;
      if (span.start >= part.end) break;
      const line = put[index] as (typeof put)[number];
      if (part.kind === "sentence" || part.kind === "row") line.sentences.push(part);
      else if (part.kind !== "heading") line.marks.push(part);
      else line.heading ??= part;
    }
  }
  return spans.map((span, index) => ({
    ...span,
    ...(put[index] as (typeof put)[number]),
    text: text.slice(span.start, span.end),
    cells: tableCells(text, span, put[index]?.sentences ?? []),
    slice,
  }));
}

function spansOf(text: string, rows: readonly Part[]): Span[] {
  const spans: Span[] = [];
  let row = 0;
  for (let start = 0; start <= text.length; ) {
    while ((rows[row]?.end ?? Number.POSITIVE_INFINITY) <= start) row += 1;
    const from = rows[row] && (rows[row] as Part).start === start ? (rows[row] as Part).end : start;
    const stop = text.indexOf("\n", from);
    const end = stop < 0 ? text.length : stop;
    spans.push({ start, end });
    start = end + 1;
  }
  return spans;
}

/** Index of the span that holds the offset. */
function spanAt(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle] as Span).start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Cells of `a | b | c |`, or of a row with one cell on each line; null where the line is no row. */
export function tableCells(text: string, line: Span, parts: readonly Part[]): Span[] | null {
  const row = text.slice(line.start, line.end);
  const isPiped = row.includes("|", row.indexOf("|") + 1) && row.includes("|");
  if (!isPiped && !parts.some((part) => part.kind === "row")) return null;
  const cells: Span[] = [];
  let from = line.start;
  for (const part of row.split(isPiped ? "|" : "\n")) {
    const lead = part.length - part.trimStart().length;
    const start = from + lead;
    cells.push({ start, end: Math.max(start, start + part.trim().length) });
    from += part.length + 1;
  }
  const last = cells.at(-1);
  if (isPiped && last && last.end === last.start) cells.pop();
  return cells;
}

/** Cuts a stretch of a line where marks begin and end. */
export function piecesOf(line: Line, start: number, end: number): Piece[] {
  const marks = line.marks.filter((mark) => mark.start < end && mark.end > start);
  const cuts = [...new Set([start, end, ...marks.flatMap((mark) => [mark.start, mark.end])])]
    .filter((cut) => cut >= start && cut <= end)
    .sort((a, b) => a - b);
  return cuts.slice(1).map((to, index) => {
    const from = cuts[index] as number;
    return {
      start: from,
      end: to,
      text: line.slice(from, to),
      marks: marks.filter((mark) => mark.start < to && mark.end > from),
    };
  });
}

/** Does the line lie inside a short heading that goes on over several lines (附件, then its title)? */
export const atLine = (heading: Part | null, line: Line): boolean =>
  heading !== null && heading.facts.kind === "annex" && line.start > heading.start && line.start < heading.end;
