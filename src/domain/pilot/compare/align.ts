// Which sentence of one version is which of the other: equal ones first, then those that read alike, each once at most.
import { type Candidate, heaviestChain } from "./chain.ts";
import { alikeElsewhere, alikeFrom, likeness, type Pairs, pairsOf } from "./likeness.ts";

export interface Item {
  /** What is compared: plain, without the number. */
  text: string;
  /** The heading it stands under; the same number on both sides where the heading is the same. */
  section: number;
}

export interface Match {
  left: number;
  right: number;
  /** 1 for equal texts. */
  likeness: number;
  /** Does it keep its order among the others? */
  inOrder: boolean;
}

export interface Alignment {
  matches: Match[];
  /** False when a text so large that not everything alike was looked for; equal sentences are always found. */
  complete: boolean;
}

/** Steps of comparing character pairs: some tenths of a second. */
export const stepLimit = 100_000_000;

/** Occurrences of one repeated sentence that are all tried with one another; beyond, only those near in order. */
const repeated = 256;
/** Sentences between two that stayed, left times right, that are all tried with one another. */
const smallGap = 900;
/** A pair of characters that more sentences share than this says nothing about any of them. */
const commonPair = 48;
/** Sentences looked at closely for one that was reworded. */
const closest = 6;

/** Aligns two lists in reading order. Linear in their texts, but for the bounded search for what reads alike. */
export function align(left: readonly Item[], right: readonly Item[]): Alignment {
  const search = new Search(left, right);
  search.keepOrder(equalCandidates(left, right));
  search.takeMoved();
  search.fillGaps();
  search.takeRewordedElsewhere();
  return { matches: search.matches.sort((a, b) => a.left - b.left), complete: search.steps < stepLimit };
}

function equalCandidates(left: readonly Item[], right: readonly Item[]): Candidate[] {
  const places = placesOf(right);
  const candidates: Candidate[] = [];
  for (const [text, lefts] of placesOf(left)) {
    const rights = places.get(text) ?? [];
    for (const [n, l] of lefts.entries())
      for (const m of partners(n, lefts.length, rights.length)) {
        const r = rights[m] as number;
        candidates.push({ left: l, right: r, weight: left[l]?.section === right[r]?.section ? 1.25 : 1 });
      }
  }
  return candidates;
}

/** Which of `others` occurrences the n-th of `own` is tried with: all of a few, else those as far from the start or the end. */
function partners(n: number, own: number, others: number): number[] {
  if (own * others <= repeated) return Array.from({ length: others }, (_, m) => m);
  const around = [n, n + others - own].flatMap((m) => [m - 3, m - 2, m - 1, m, m + 1, m + 2, m + 3]);
  return [...new Set(around)].filter((m) => m >= 0 && m < others);
}

const placesOf = (items: readonly Item[]): Map<string, number[]> =>
  Map.groupBy(items.keys(), (index) => (items[index] as Item).text);

/** Those about the same way down: what helps where all sentences of a long list are nearly the same. */
function nearest(rights: readonly number[], at: number): readonly number[] {
  const from = Math.max(0, Math.min(Math.round(at) - 2, rights.length - 5));
  return rights.slice(from, from + 5);
}

class Search {
  readonly matches: Match[] = [];
  steps = 0;
  private readonly left: readonly Item[];
  private readonly right: readonly Item[];
  private readonly leftTaken: Uint8Array;
  private readonly rightTaken: Uint8Array;
  private readonly pairs = [new Map<number, Pairs>(), new Map<number, Pairs>()] as const;
  private chain: Candidate[] = [];

  constructor(left: readonly Item[], right: readonly Item[]) {
    this.left = left;
    this.right = right;
    this.leftTaken = new Uint8Array(left.length);
    this.rightTaken = new Uint8Array(right.length);
  }

  keepOrder(candidates: readonly Candidate[]): void {
    this.chain = heaviestChain(candidates, this.right.length);
    for (const { left, right } of this.chain) this.take(left, right, 1, true);
  }

  /** Equal sentences out of order: under the same heading first, then anywhere, one after the other. */
  takeMoved(): void {
    const places = this.freePlaces(this.right, this.rightTaken);
    for (const [text, lefts] of this.freePlaces(this.left, this.leftTaken)) {
      const rights = places.get(text) ?? [];
      const bySection = Map.groupBy([...rights].reverse(), (right) => this.right[right]?.section);
      for (const left of lefts) {
        const right = bySection.get(this.left[left]?.section)?.pop();
        if (right !== undefined) this.take(left, right, 1, false);
      }
      const rest = rights.filter((right) => !this.rightTaken[right]);
      for (const [index, left] of lefts.filter((one) => !this.leftTaken[one]).entries())
        if (index < rest.length) this.take(left, rest[index] as number, 1, false);
    }
  }

  private freePlaces(items: readonly Item[], taken: Uint8Array): Map<string, number[]> {
    const free = this.free(taken, 0, items.length);
    return Map.groupBy(free, (index) => (items[index] as Item).text);
  }

  /** What reads alike between two sentences that stayed, in order. */
  fillGaps(): void {
    let [l, r] = [0, 0];
    const end = { left: this.left.length, right: this.right.length };
    for (const stayed of [...this.chain, end]) {
      const lefts = this.free(this.leftTaken, l, stayed.left);
      const rights = this.free(this.rightTaken, r, stayed.right);
      [l, r] = [stayed.left + 1, stayed.right + 1];
      if (lefts.length === 0 || rights.length === 0) continue;
      const found =
        lefts.length * rights.length <= smallGap
          ? lefts.flatMap((one) => this.alike(one, rights, false))
          : this.likely(lefts, rights).flatMap(([one, others], at) => {
              const near = nearest(rights, (at * rights.length) / lefts.length);
              return this.alike(one, [...new Set([...others, ...near])], false);
            });
      const offset = rights[0] as number;
      const shifted = found.map((one) => ({ ...one, right: one.right - offset }));
      for (const { left, right, weight } of heaviestChain(shifted, stayed.right - offset))
        this.take(left, right + offset, weight, true);
    }
  }

  /** What is left over and reads alike out of order, the most alike first. */
  takeRewordedElsewhere(): void {
    const lefts = this.free(this.leftTaken, 0, this.left.length);
    const rights = this.free(this.rightTaken, 0, this.right.length);
    const found = this.likely(lefts, rights).flatMap(([one, others]) => this.alike(one, others, true));
    found.sort((a, b) => b.weight - a.weight || a.left - b.left || a.right - b.right);
    for (const { left, right, weight } of found)
      if (!this.leftTaken[left] && !this.rightTaken[right]) this.take(left, right, weight, false);
  }

  private take(left: number, right: number, weight: number, inOrder: boolean): void {
    this.leftTaken[left] = 1;
    this.rightTaken[right] = 1;
    this.matches.push({ left, right, likeness: weight, inOrder });
  }

  private free(taken: Uint8Array, from: number, to: number): number[] {
    const free: number[] = [];
    for (let at = from; at < to; at += 1) if (!taken[at]) free.push(at);
    return free;
  }

  private alike(left: number, rights: readonly number[], strict: boolean): Candidate[] {
    const found: Candidate[] = [];
    const one = this.pairsAt(0, left);
    for (const right of rights) {
      if (this.steps >= stepLimit) break;
      const other = this.pairsAt(1, right);
      this.steps += one.length + other.length;
      const weight = likeness(one, other);
      const elsewhere = strict && this.left[left]?.section !== this.right[right]?.section;
      const least = Math.max(alikeFrom(Math.min(one.length, other.length)), elsewhere ? alikeElsewhere : 0);
      if (weight >= least) found.push({ left, right, weight });
    }
    return found;
  }

  /** For each left sentence the few right ones that share the most telling pairs of characters. */
  private likely(lefts: readonly number[], rights: readonly number[]): [number, number[]][] {
    const holders = new Map<number, number[]>();
    for (const right of rights)
      for (const pair of new Set(this.pairsAt(1, right))) {
        const known = holders.get(pair);
        if (!known) holders.set(pair, [right]);
        else if (known.length <= commonPair) known.push(right);
      }
    return lefts.map((left) => {
      const shared = new Map<number, number>();
      for (const pair of new Set(this.pairsAt(0, left))) {
        const known = holders.get(pair);
        if (!known || known.length > commonPair || this.steps >= stepLimit) continue;
        this.steps += known.length * 8;
        for (const right of known) shared.set(right, (shared.get(right) ?? 0) + 1);
      }
      const most = [...shared].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, closest);
      return [left, most.map(([right]) => right)];
    });
  }

  private pairsAt(side: 0 | 1, index: number): Pairs {
    const known = this.pairs[side].get(index);
    if (known) return known;
    const made = pairsOf(((side === 0 ? this.left : this.right)[index] as Item).text);
    this.pairs[side].set(index, made);
    return made;
  }
}
