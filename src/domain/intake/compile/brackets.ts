// Which brackets of a folded paragraph belong together; a stray one never hides the rest.
import { limits } from "./limits.ts";

export interface BracketPair {
  /** Position of the opening bracket. */
  open: number;
  /** Position of the closing bracket; the paragraph's length where it was never closed. */
  close: number;
  /** Closed pairs around this one. */
  depth: number;
  closed: boolean;
}

/** 1 round, 2 square; positive opens, negative closes. Title and quotation marks are no brackets here. */
const shapes = new Map<string, number>([
  ["(", 1],
  [")", -1],
  ["[", 2],
  ["]", -2],
]);

/** +1 or +2 for an opening bracket, -1 or -2 for a closing one, 0 for anything else. */
export function bracketShape(char: string): number {
  return shapes.get(char) ?? 0;
}

/**
 * Bracket pairs of `text` in order of their opening, in linear time.
 *
 * A closing bracket matches the nearest open one of its shape; brackets of the other shape left open between are dropped.
 * The last opening that is never closed is given too (closed: false), since a missing closing bracket at the end of a paragraph is a common slip.
 */
export function bracketPairs(text: string): BracketPair[] {
  const pairs: BracketPair[] = [];
  const stack: { shape: number; at: number }[] = [];
  const waiting = [0, 0, 0];
  for (let i = 0; i < text.length; i += 1) {
    const shape = bracketShape(text[i] ?? "");
    if (shape > 0) {
      stack.push({ shape, at: i });
      waiting[shape] = (waiting[shape] ?? 0) + 1;
    } else if (shape < 0 && (waiting[-shape] ?? 0) > 0) {
      for (let top = stack.pop(); top; top = stack.pop()) {
        waiting[top.shape] = (waiting[top.shape] ?? 0) - 1;
        if (top.shape !== -shape) continue;
        pairs.push({ open: top.at, close: i, depth: 0, closed: true });
        break;
      }
    }
  }
  pairs.sort((a, b) => a.open - b.open);
  const around: number[] = [];
  for (const pair of pairs) {
    while (around.length > 0 && (around.at(-1) ?? 0) < pair.open) around.pop();
    pair.depth = around.length;
    around.push(pair.close);
  }
  const stray = stack.at(-1);
  if (stray && text.length - stray.at <= limits.bracketLength) {
    pairs.push({ open: stray.at, close: text.length, depth: 0, closed: false });
  }
  return pairs;
}

/** `text` without anything that stands in brackets. */
export function withoutBrackets(text: string): string {
  let depth = 0;
  let kept = "";
  for (const char of text) {
    const shape = bracketShape(char);
    if (shape > 0) depth += 1;
    else if (shape < 0) depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += char;
  }
  return kept;
}
