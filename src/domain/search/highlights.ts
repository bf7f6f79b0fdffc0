// Where a query is found in what is shown, and which stretch of a long text to show. Places, never HTML.
import { type FoldedWithPlaces, foldWithPlaces } from "./fold.ts";
import { isChinese, mayBeReading, type Readings, type Sought } from "./words.ts";

/** A stretch of a text: UTF-16 units, end exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** Most places that are marked in one text. */
const mostRanges = 50;

/** Places of all terms in a text, in order, touching ones as one. `readings` is given where pinyin counts too. */
export function rangesIn(text: string, sought: Sought, readings?: Readings): Range[] {
  const folded = foldWithPlaces(text);
  const found: Range[] = [];
  for (const term of sought.terms) {
    const places = literalPlaces(folded, term);
    found.push(...(places.length > 0 || !readings ? places : readPlaces(folded, term, readings)));
  }
  return joined(found).slice(0, mostRanges);
}

const rangeOf = (folded: FoldedWithPlaces, from: number, to: number): Range => ({
  start: folded.starts[from] as number,
  end: folded.ends[to - 1] as number,
});

function literalPlaces(folded: FoldedWithPlaces, term: string): Range[] {
  const found: Range[] = [];
  for (let at = folded.text.indexOf(term); at >= 0 && found.length < mostRanges; at = folded.text.indexOf(term, at + 1))
    found.push(rangeOf(folded, at, at + term.length));
  return found;
}

/** The first place that reads like the term: by its initials, else by its syllables. */
function readPlaces(folded: FoldedWithPlaces, term: string, readings: Readings): Range[] {
  if (!mayBeReading(term)) return [];
  for (const run of folded.text.matchAll(/\S+/g)) {
    const letters = [...run[0]];
    const read = readings(run[0]);
    let unit = run.index;
    for (let at = 0; at < letters.length; at += 1) {
      const length = isChinese(letters[at] as string) ? lettersRead(read.slice(at), term) : 0;
      if (length > 0) {
        const end = unit + letters.slice(at, at + length).join("").length;
        return [rangeOf(folded, unit, end)];
      }
      unit += (letters[at] as string).length;
    }
  }
  return [];
}

/** How many letters from here read like the term; 0 when they do not. */
function lettersRead(read: readonly string[], term: string): number {
  const initials = read.map((one) => [...one][0] ?? "").join("");
  if (initials.startsWith(term)) return term.length;
  let spelled = "";
  for (const [index, syllable] of read.entries()) {
    spelled += syllable;
    if (spelled.startsWith(term)) return index + 1;
    if (!term.startsWith(spelled)) return 0;
  }
  return 0;
}

function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else result.push({ ...range });
  }
  return result;
}

/** Letters shown of a long text, and how many of them before the first place. */
const shown = 96;
const before = 24;

export interface Snippet {
  snippet: string;
  snippetHits: Range[];
}

/** The stretch around the first place, with marks for what is left out; line breaks become spaces of the same length. */
export function snippetOf(text: string, sought: Sought): Snippet {
  const flat = text.replace(/[\n\r\t]/g, " ");
  const first = rangesIn(flat, sought)[0]?.start ?? 0;
  const letters = [...flat];
  if (letters.length <= shown) return { snippet: flat, snippetHits: rangesIn(flat, sought) };
  const place = [...flat.slice(0, first)].length;
  const from = Math.max(0, Math.min(place - before, letters.length - shown));
  const cut = letters.slice(from, from + shown).join("");
  const snippet = `${from > 0 ? "…" : ""}${cut}${from + shown < letters.length ? "…" : ""}`;
  return { snippet, snippetHits: rangesIn(snippet, sought) };
}

/** The text that holds most of the terms; the first of equals. */
export function bestText(texts: readonly string[], sought: Sought): string {
  let best = texts[0] ?? "";
  let most = 0;
  for (const text of texts) {
    const { text: folded } = foldWithPlaces(text);
    const held = sought.terms.filter((term) => folded.includes(term)).length;
    if (held > most) [best, most] = [text, held];
  }
  return best;
}
