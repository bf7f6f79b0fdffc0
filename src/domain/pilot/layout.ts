// How the plan's text is set on the page: paragraphs, headings, tables, and the sentences that can be walked. GB/T 9704 order of headings.
import { atLine, type Line, linesOf, type Part, type Piece, piecesOf } from "./layout-lines.ts";
import { plain } from "./plain-text.ts";

/**
 * A place where the reader can stop: a sentence, a table row, a heading.
 * `front` lies before the first heading (address, occasion) and is never counted as blank.
 */
export interface Stop {
  index: number;
  kind: "sentence" | "row" | "heading" | "front";
  /** Keys of all parts it is made of; the first names it. */
  keys: readonly string[];
  text: string;
  /** What is quoted of it: the sentence, or the longest cell of a row. */
  quote: string;
  path: readonly string[];
  start: number;
  end: number;
}

/** A stretch of a paragraph that belongs to one stop, or to none (text between sentences). */
export interface Run {
  stop: Stop | null;
  pieces: readonly Piece[];
}

export type Role = "body" | "heading" | "title" | "number" | "address" | "signature" | "annex" | "annexNote";

export interface Paragraph {
  kind: "paragraph";
  start: number;
  end: number;
  role: Role;
  /** Level of the heading it carries, 1 for the topmost; 0 for none. */
  level: number;
  runs: readonly Run[];
}

export interface Row {
  /** `group` is a section row across all columns. */
  kind: "head" | "group" | "row";
  start: number;
  end: number;
  level: number;
  stop: Stop | null;
  cells: readonly (readonly Piece[])[];
}

export interface Table {
  kind: "table";
  start: number;
  end: number;
  /** Shares of the width, one for each column. */
  widths: readonly number[];
  rows: readonly Row[];
}

export type Block = Paragraph | Table;

export interface Section {
  index: number;
  label: string;
  level: number;
  kind: string;
  /** Index of the section above; null at the top. */
  parent: number | null;
  start: number;
  /** Where the next section of its level or above begins. */
  end: number;
}

export interface Layout {
  blocks: readonly Block[];
  stops: readonly Stop[];
  sections: readonly Section[];
}

/**
 * Lays the text out, linear in its length.
 * @param title the plan's title; lines that repeat it stand as titles
 * @param ownHead what the page sets in a head of its own; lines at the very top that repeat it are left out
 */
export function layOut(
  text: string,
  parts: readonly Part[],
  title: string,
  ownHead: readonly (string | null)[] = [],
): Layout {
  const headings = parts.filter((part) => part.kind === "heading");
  const firstHeading = headings[0]?.start ?? 0;
  const stops: Stop[] = [];
  const blocks: Block[] = [];
  const lines = linesOf(text, parts);
  let table: Row[] | null = null;
  const endTable = () => {
    if (table) blocks.push(tableOf(table));
    table = null;
  };
  const bare = plain(title);
  const heads = ownHead.map((one) => plain(one ?? ""));
  let atTop = true;
  for (const [index, line] of lines.entries()) {
    if (line.text.trim() === "") continue;
    if (atTop && heads.some((head) => head.includes(plain(line.text)))) continue;
    atTop = false;
    if (line.cells) {
      table ??= [];
      table.push(rowOf(line, line.cells, table.length === 0, stops));
    } else {
      endTable();
      blocks.push(paragraphOf(line, lines[index + 1], firstHeading, bare, stops));
    }
  }
  endTable();
  return { blocks, stops, sections: sectionsOf(headings, text.length) };
}

function paragraphOf(line: Line, next: Line | undefined, firstHeading: number, title: string, stops: Stop[]) {
  const heading = line.heading;
  const opens = heading !== null && heading.start === line.start;
  const headEnd = opens ? line.start + heading.text.length + 1 : -1;
  const runs: Run[] = [];
  let at = line.start;
  for (const part of line.sentences) {
    const start = Math.max(part.start, line.start);
    const end = Math.min(part.end, line.end);
    if (start > at) runs.push({ stop: null, pieces: piecesOf(line, at, start) });
    // A sentence that began on an earlier line goes on as the same stop.
    const before = part.start < line.start ? stops.findLast((stop) => stop.keys[0] === part.contentKey) : undefined;
    const kind =
      (opens && part.end <= headEnd) || atLine(heading, line) ? "heading" : end <= firstHeading ? "front" : "sentence";
    runs.push({ stop: before ?? addStop(stops, kind, [part]), pieces: piecesOf(line, start, end) });
    at = end;
  }
  if (at < line.end) runs.push({ stop: null, pieces: piecesOf(line, at, line.end) });
  const isBare = runs.every((run) => run.stop === null || run.stop.kind === "heading");
  const level = heading && (opens || atLine(heading, line)) ? heading.level : 0;
  const role = level > 0 && isBare ? headingRole(heading, line) : roleOf(line, next, firstHeading, title);
  return { kind: "paragraph", start: line.start, end: line.end, role, level, runs } as const;
}

function addStop(stops: Stop[], kind: Stop["kind"], parts: readonly Part[], cells: readonly string[] = []): Stop {
  const first = parts[0] as Part;
  const stop = {
    index: stops.length,
    kind,
    keys: [...new Set(parts.map((part) => part.contentKey))],
    text: cells.length > 0 ? cells.join(" ") : first.text,
    quote: cells.length > 0 ? cells.reduce((long, cell) => (cell.length > long.length ? cell : long)) : first.text,
    path: first.path,
    start: Math.min(...parts.map((part) => part.start)),
    end: Math.max(...parts.map((part) => part.end)),
  };
  stops.push(stop);
  return stop;
}

function headingRole(heading: Part | null, line: Line): Role {
  if (heading?.facts.kind !== "annex") return "heading";
  return line.start > heading.start ? "title" : "annex";
}

const dateLine = /^[二〇○零一三四五六七八九十\d]{4}年[一二三四五六七八九十\d]{1,3}月[一二三四五六七八九十\d]{1,3}日$/;

/** Signature, address, number and title lines of an official document stand in places of their own. */
function roleOf(line: Line, next: Line | undefined, firstHeading: number, title: string): Role {
  const bare = plain(line.text);
  const isShort = bare.length <= 40 && !/[\u3002;]$/.test(bare);
  if (dateLine.test(bare)) return "signature";
  if (isShort && next && dateLine.test(plain(next.text))) return "signature";
  if (/^附件[:\d]/.test(bare)) return "annexNote";
  if (line.start >= firstHeading) return "body";
  if (bare.length <= 30 && /〔\d{4}〕\d+号$/.test(bare)) return "number";
  if (/:$/.test(bare)) return "address";
  if (title !== "" && title.includes(bare)) return "title";
  return isShort && !/[(,]/.test(bare) ? "title" : "body";
}

function rowOf(line: Line, cells: readonly { start: number; end: number }[], isFirst: boolean, stops: Stop[]): Row {
  const filled = cells.filter((cell) => cell.end > cell.start);
  const opens = line.heading && line.heading.start >= line.start ? line.heading : null;
  const kind =
    filled.length === 1 && cells.length > 1 ? "group" : isFirst && line.sentences.length === 0 ? "head" : "row";
  const parts = line.sentences;
  const shown = kind === "group" ? filled : cells;
  const texts = shown.map((cell) => line.slice(cell.start, cell.end));
  const stop =
    parts.length === 0 || kind === "head" ? null : addStop(stops, kind === "group" ? "heading" : "row", parts, texts);
  return {
    kind,
    start: line.start,
    end: line.end,
    level: opens?.level ?? 0,
    stop,
    cells: shown.map((cell) => piecesOf(line, cell.start, cell.end)),
  };
}

function tableOf(rows: readonly Row[]): Table {
  const full = rows.filter((row) => row.kind !== "group");
  const columns = Math.max(...rows.map((row) => row.cells.length));
  const lengthOf = (row: Row, column: number) =>
    row.cells[column]?.reduce((sum, piece) => sum + piece.text.length, 0) ?? 0;
  // Long columns get more room, but a unit's name must not be broken after every second character.
  const weights = Array.from({ length: columns }, (_, column) => {
    const mean = full.reduce((sum, row) => sum + lengthOf(row, column), 0) / Math.max(1, full.length);
    return Math.min(8, Math.max(1.2, Math.sqrt(mean + 1)));
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    kind: "table",
    start: rows[0]?.start ?? 0,
    end: rows.at(-1)?.end ?? 0,
    widths: weights.map((weight) => weight / all),
    rows,
  };
}

function sectionsOf(headings: readonly Part[], length: number): Section[] {
  const sections: Section[] = [];
  const open: Section[] = [];
  for (const heading of headings) {
    while ((open.at(-1)?.level ?? 0) >= heading.level) (open.pop() as Section).end = heading.start;
    const section = {
      index: sections.length,
      label: heading.text,
      level: heading.level,
      kind: typeof heading.facts.kind === "string" ? heading.facts.kind : "section",
      parent: open.at(-1)?.index ?? null,
      start: heading.start,
      end: length,
    };
    sections.push(section);
    open.push(section);
  }
  return sections;
}
