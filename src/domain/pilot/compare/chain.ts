// The heaviest set of pairs in which nothing crosses: what kept its order between two versions.

export interface Candidate {
  left: number;
  right: number;
  weight: number;
}

/**
 * Each place is used once, left and right rise together, the sum of weights is the largest possible.
 * @returns the chosen pairs in order; n log n in their number
 */
export function heaviestChain(candidates: readonly Candidate[], width: number): Candidate[] {
  // Of those with the same left place, later right places first: they can then never follow one another.
  const sorted = [...candidates].sort((a, b) => a.left - b.left || b.right - a.right);
  const sums: number[] = [];
  const before: number[] = [];
  const best = new Int32Array(width + 1).fill(-1);
  const better = (a: number, b: number) => (b < 0 || (a >= 0 && (sums[a] as number) > (sums[b] as number)) ? a : b);
  let last = -1;
  for (const [index, one] of sorted.entries()) {
    let reached = -1;
    for (let at = one.right; at > 0; at -= at & -at) reached = better(best[at] as number, reached);
    before.push(reached);
    sums.push(one.weight + (reached < 0 ? 0 : (sums[reached] as number)));
    for (let at = one.right + 1; at <= width; at += at & -at) best[at] = better(index, best[at] as number);
    last = better(index, last);
  }
  const chain: Candidate[] = [];
  for (let at = last; at >= 0; at = before[at] as number) chain.push(sorted[at] as Candidate);
  return chain.reverse();
}
