// The sentences of the living document: where each begins and ends, under which headings, and a key that survives a new version of the plan.
import type { Range } from "./blocks.ts";
import { bracketShape } from "./brackets.ts";
import type { Sentence } from "./draft.ts";
import { plain } from "./fold.ts";
import { limits } from "./limits.ts";

export interface SentencePlace extends Range {
  path: string[];
}

/** Brackets and quotation marks, inside which a full stop ends no sentence, and the signs that end one. */
const opening = new Set([..."([“《"].map(codeOf));
const closing = new Set([...")]”》"].map(codeOf));
const stops = new Set([..."。!?;"].map(codeOf));

function codeOf(char: string): number {
  return char.charCodeAt(0);
}

/**
 * Sentences of the given paragraphs and cells, cut behind 。 ! ? and ; outside brackets and quotation marks.
 *
 * A bracket behind the full stop ((市教委负责)) stays with the sentence it closes. A marker like 一、 stays with its first sentence.
 */
export function sentencesOf(places: SentencePlace[], folded: string, original: string, keys: KeyMaker): Sentence[] {
  const found: Sentence[] = [];
  for (const place of places) {
    let from = place.start;
    let depth = 0;
    for (let i = place.start; i < place.end; i += 1) {
      const code = folded.charCodeAt(i);
      if (opening.has(code)) depth += 1;
      else if (closing.has(code)) depth = Math.max(0, depth - 1);
      if (!stops.has(code) || (depth > 0 && i - from < limits.bracketLength)) continue;
      let end = i + 1;
      while (end < place.end && /[”’")\]]/.test(folded[end] ?? "")) end += 1;
      end = behindBrackets(folded, end, place.end);
      push(found, original, from, end, place.path, keys);
      from = end;
      i = end - 1;
      depth = 0;
    }
    push(found, original, from, place.end, place.path, keys);
  }
  return found;
}

function behindBrackets(folded: string, at: number, end: number): number {
  let to = at;
  for (let guard = 0; guard < 4 && bracketShape(folded.charCodeAt(to)) > 0; guard += 1) {
    let depth = 0;
    let i = to;
    for (; i < end && i - to <= limits.bracketLength; i += 1) {
      depth += Math.sign(bracketShape(folded.charCodeAt(i)));
      if (depth === 0) break;
    }
    if (depth !== 0 || i >= end) return to;
    to = i + 1;
    while (to < end && /[。;]/.test(folded[to] ?? "")) to += 1;
  }
  return to;
}

function push(found: Sentence[], original: string, from: number, to: number, path: string[], keys: KeyMaker): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(original[start] ?? "")) start += 1;
  while (end > start && /\s/.test(original[end - 1] ?? "")) end -= 1;
  if (start >= end) return;
  const text = original.slice(start, end);
  found.push({ key: keys.keyOf(text), text, path, source: { start, end } });
}

/** Gives equal texts different keys by their order: same text and order, same key. */
export class KeyMaker {
  private readonly seen = new Map<string, number>();

  /** Normalised text and ordinal: 加强领导。 becomes 加强领导。#1. */
  keyOf(text: string): string {
    const normal = plain(text);
    const ordinal = (this.seen.get(normal) ?? 0) + 1;
    this.seen.set(normal, ordinal);
    return `${normal}#${ordinal}`;
  }
}
