// Puts the text pieces of a PDF together: pieces to lines, lines to paragraphs, as Chinese official papers are set.
import type { Piece } from "./pdf-page.ts";

export interface Line extends Piece {
  /** Page number from 0. */
  page: number;
}

const isLatin = (sign: string | undefined) => /[\u0021-\u007e\u00c0-\u024f]/.test(sign ?? "");
const isDigit = (sign: string | undefined) => /\d/.test(sign ?? "");

/** Latin words need the space that the line break or gap stood for; Chinese characters and torn numbers do not. */
function joined(before: string, after: string): string {
  const [last, first] = [before.at(-1), after[0]];
  const needsSpace = isLatin(last) && isLatin(first) && !(isDigit(last) && isDigit(first));
  return needsSpace ? `${before} ${after}` : before + after;
}

/** Lines from top to bottom; pieces belong together when their baselines differ by less than half the type. */
export function linesOfPieces(pieces: readonly Piece[], page = 0): Line[] {
  const lines: Piece[][] = [];
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line && first && Math.abs(piece.y - first.y) < 0.5 * Math.max(piece.size, first.size)) line.push(piece);
    else lines.push([piece]);
  }
  return lines.map((line) => lineOf(line, page));
}

function lineOf(pieces: Piece[], page: number): Line {
  pieces.sort((a, b) => a.left - b.left);
  const [first, ...rest] = pieces as [Piece, ...Piece[]];
  const line: Line = { ...first, page };
  for (const piece of rest) {
    const gap = piece.left - line.right;
    const text = piece.text.trimStart();
    if (gap > 1.5 * piece.size) line.text = `${line.text.trimEnd()} ${text}`;
    else
      line.text =
        gap > 0.2 * piece.size || line.text.endsWith(" ") ? joined(line.text.trimEnd(), text) : line.text + piece.text;
    line.right = Math.max(line.right, piece.right);
    line.size = Math.max(line.size, piece.size);
  }
  return { ...line, text: line.text.trim() };
}

/** The measure of the running text: where lines begin and end, and how far apart they stand. */
interface Measure {
  left: number;
  right: number;
  pitch: number;
}

/** The value that occurs most, to the nearest point. */
function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(Math.round(value), (counts.get(Math.round(value)) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

/** The first place from the left where more than a stray line begins; indents are further in and may be commoner. */
function leftEdge(lines: readonly Line[]): number {
  const lefts = lines.map((line) => line.left).sort((a, b) => a - b);
  const enough = Math.max(1, Math.ceil(lefts.length * 0.03));
  return lefts.find((left, index) => (lefts[index + enough - 1] ?? Infinity) - left < 6) ?? 0;
}

export function measureOf(lines: readonly Line[]): Measure {
  const rights = lines.map((line) => line.right).sort((a, b) => a - b);
  const right = rights[Math.floor(rights.length * 0.95)] ?? 0;
  const pitches = lines.slice(1).map((line, index) => line.y - (lines[index]?.y ?? 0));
  return { left: leftEdge(lines), right, pitch: commonest(pitches.filter((pitch) => pitch > 0)) };
}

/** A line goes on with the one before when that one was full and this one is not indented, nor set apart. */
function goesOn(before: Line, line: Line, { left, right, pitch }: Measure): boolean {
  const isFull = before.right > right - 2 * before.size;
  const isIndented = line.left > left + 1.2 * line.size;
  const isOtherType = Math.abs(before.size - line.size) > 0.15 * before.size;
  const isApart = before.page === line.page && pitch > 0 && line.y - before.y > 1.5 * pitch;
  return isFull && !isIndented && !isOtherType && !isApart;
}

/** Texts of the paragraphs that the lines form. */
export function paragraphsOf(lines: readonly Line[], measure: Measure): string[] {
  const paragraphs: string[] = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (before && goesOn(before, line, measure)) paragraphs.push(joined(paragraphs.pop() ?? "", line.text));
    else paragraphs.push(line.text);
  }
  return paragraphs;
}

/**
 * The text of a table cell: lines that fill the cell were broken by its width, others by the writer.
 * @param right inner edge of the cell
 */
export function cellText(pieces: readonly Piece[], left: number, right: number): string {
  const lines = linesOfPieces(pieces);
  const padding = Math.max(0, Math.min(...lines.map((line) => line.left - left)));
  let text = "";
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const isBroken = before && right - Math.min(padding, before.size) - before.right > 1.2 * before.size;
    text = before ? (isBroken ? `${text}\n${line.text}` : joined(text, line.text)) : line.text;
  }
  return text;
}
