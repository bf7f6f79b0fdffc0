// Which known name was probably meant by one that is not known: for findings that a person settles, never applied alone.

/** Longest keys that are compared; longer names have an exact match or none. */
const longest = 60;

/** The last character tells the kind of office; documents confuse these: 科技厅 for 科技局. */
const officeEnds = /[局厅委办部处署院会]$/;

/**
 * How far apart two name keys are: 0 the same stem with another office ending, else edits (insert, drop, replace, swap).
 * @returns `null` when they are too far apart to be worth asking about
 */
export function nameDistance(a: string, b: string): number | null {
  if (a.length > longest || b.length > longest) return null;
  if (officeEnds.test(a) && officeEnds.test(b) && a.length > 2 && a.slice(0, -1) === b.slice(0, -1)) return 0;
  if (isShortFormOf(a, b) || isShortFormOf(b, a)) return 1;
  const allowed = Math.min(3, Math.floor(Math.min(a.length, b.length) / 4));
  if (Math.abs(a.length - b.length) > allowed) return null;
  const distance = editDistance(a, b);
  return distance <= allowed ? distance : null;
}

/** Are all characters of `short` in `long`, in order, with the same first and last, and at least half of them? 知产局 of 知识产权局. */
function isShortFormOf(short: string, long: string): boolean {
  if (short.length < 3 || short.length >= long.length || short.length * 2 < long.length) return false;
  if (short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false;
  let at = 0;
  for (const character of short) {
    at = long.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Edits between two texts, a swap of neighbours counting as one (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + same,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, (beforeLast[column - 2] as number) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] as number;
}

/** The known key nearest to `key`; among equals the one that comes first. */
export function nearestKey(key: string, known: Iterable<string>): string | null {
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = nameDistance(key, candidate);
    if (distance !== null && distance < least) {
      nearest = candidate;
      least = distance;
    }
  }
  return nearest;
}
