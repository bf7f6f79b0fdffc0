// How alike two sentences are: the share of character pairs they have in common (Dice), which needs no word list for Chinese.

/** Characters of a sentence that are looked at; longer ones differ early enough. */
const searched = 3_000;

/** The pairs of neighbouring characters of a text, sorted; each as often as it occurs. */
export type Pairs = Uint32Array;

export function pairsOf(text: string): Pairs {
  const length = Math.min(text.length, searched);
  if (length === 1) return Uint32Array.of(text.charCodeAt(0));
  const pairs = new Uint32Array(Math.max(0, length - 1));
  for (let at = 0; at + 1 < length; at += 1) pairs[at] = ((text.charCodeAt(at) << 16) | text.charCodeAt(at + 1)) >>> 0;
  return pairs.sort();
}

/** 0: nothing in common, 1: the same pairs equally often. The same whichever text comes first. */
export function likeness(one: Pairs, other: Pairs): number {
  let [at, to, shared] = [0, 0, 0];
  while (at < one.length && to < other.length) {
    const [a, b] = [one[at] as number, other[to] as number];
    if (a === b) shared += 1;
    if (a <= b) at += 1;
    if (b <= a) to += 1;
  }
  const all = one.length + other.length;
  return all === 0 ? 1 : (2 * shared) / all;
}

/** How alike two sentences must be to count as one that was reworded; a few words alone prove little. */
export const alikeFrom = (shorter: number): number => (shorter < 8 ? 0.8 : 0.5);

/** The same for sentences that stand under different headings. */
export const alikeElsewhere = 0.7;

/** From here on a reworded task is taken for the same one, until a person says otherwise. */
export const sameTaskFrom = 0.6;
