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

/** +1 for ( and +2 for [, negative for the closing ones, 0 for anything else. Title and quotation marks are no brackets here. */
export function bracketShape(code: number): number {
  if (code === 0x28) return 1;
  if (code === 0x29) return -1;
  if (code === 0x5b) return 2;
  return code === 0x5d ? -2 : 0;
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
  for (let i = 0; i < text.length && pairs.length + stack.length < limits.brackets; i += 1) {
    const shape = bracketShape(text.charCodeAt(i));
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
    const shape = bracketShape(char.charCodeAt(0));
    if (shape > 0) depth += 1;
    else if (shape < 0) depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += char;
  }
  return kept;
}
