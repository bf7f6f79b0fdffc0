// Which characters of a reworded sentence differ, cut so that a reader sees what changed: whole numbers, no crumbs between.
import { diffArrays } from "diff";

/** A stretch of a text: from `start` (inclusive) to `end` (exclusive), UTF-16 units. */
export type Stretch = [start: number, end: number];

export interface Differences {
  /** What the old text alone has. */
  before: Stretch[];
  /** What the new text alone has. */
  after: Stretch[];
}

/** Numbers, Latin words and blanks stay whole; every other character stands alone. */
const token = /\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|./gsu;
const tokensOf = (text: string): string[] => text.match(token) ?? [];

/** Steps the search may take over all sentences of one comparison; beyond, a sentence is marked as a whole. */
export const searchSteps = 20_000_000;

/** Marks what differs, for one pair of versions: sentence after sentence, within one bound for all of them. */
export class Marker {
  private left = searchSteps;

  differencesOf(before: string, after: string): Differences {
    const [old, now] = [tokensOf(before), tokensOf(after)];
    const size = old.length + now.length;
    const maxEditLength = Math.min(1_000, Math.floor(this.left / Math.max(1, size)));
    const changes = maxEditLength < 1 ? undefined : diffArrays(old, now, { maxEditLength });
    const edits = changes?.reduce((sum, one) => sum + (one.added || one.removed ? one.value.length : 0), 0);
    this.left -= size * (edits ?? maxEditLength);
    if (!changes) return { before: whole(before), after: whole(after) };
    return stretchesOf(withoutCrumbs(changes.map((one) => ({ ...one, text: one.value.join("") }))));
  }
}

const whole = (text: string): Stretch[] => (text === "" ? [] : [[0, text.length]]);

interface Piece {
  text: string;
  added: boolean;
  removed: boolean;
}

/** One or two equal characters between two longer changes are read as part of the change. */
function withoutCrumbs(pieces: readonly Piece[]): Piece[] {
  const isChange = (piece: Piece | undefined) => piece !== undefined && (piece.added || piece.removed);
  return pieces.flatMap((piece, at) => {
    if (isChange(piece) || piece.text.length > 2 || !isChange(pieces[at - 1]) || !isChange(pieces[at + 1]))
      return [piece];
    const least = Math.min(sizeBefore(pieces, at), sizeAfter(pieces, at));
    if (least <= piece.text.length) return [piece];
    return [
      { text: piece.text, added: false, removed: true },
      { text: piece.text, added: true, removed: false },
    ];
  });
}

/** The longer side of the change that ends before a piece, in characters. */
function sizeBefore(pieces: readonly Piece[], at: number): number {
  let size = 0;
  for (let to = at - 1; to >= 0 && (pieces[to]?.added || pieces[to]?.removed); to -= 1)
    size = Math.max(size, (pieces[to] as Piece).text.length);
  return size;
}

function sizeAfter(pieces: readonly Piece[], at: number): number {
  let size = 0;
  for (let to = at + 1; to < pieces.length && (pieces[to]?.added || pieces[to]?.removed); to += 1)
    size = Math.max(size, (pieces[to] as Piece).text.length);
  return size;
}

function stretchesOf(pieces: readonly Piece[]): Differences {
  const found: Differences = { before: [], after: [] };
  let [old, now] = [0, 0];
  for (const { text, added, removed } of pieces) {
    if (removed) push(found.before, old, old + text.length);
    if (added) push(found.after, now, now + text.length);
    if (!added) old += text.length;
    if (!removed) now += text.length;
  }
  return found;
}

/** Stretches that touch are one. */
function push(stretches: Stretch[], start: number, end: number): void {
  const last = stretches.at(-1);
  if (last && last[1] === start) last[1] = end;
  else stretches.push([start, end]);
}
