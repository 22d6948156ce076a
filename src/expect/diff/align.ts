/** Which of two lists in order of time belong together: every one of the shorter list gets a partner of the longer. */

/** Steps that the search for the least shift may take; longer lists are paired as they come. */
const STEPS_MAX = 10_000;

/** Pairs of indexes, in order, that never cross; of all such pairings one with the least shift in sum. */
export function alignInOrder(before: readonly number[], after: readonly number[]): [number, number][] {
  const isSwapped = before.length > after.length;
  const [short, long] = isSwapped ? [after, before] : [before, after];
  const partners = partnersOf(short, long);
  return partners.map((partner, index) => (isSwapped ? [partner, index] : [index, partner]));
}

/** For each time of the shorter list the index of its partner. */
function partnersOf(short: readonly number[], long: readonly number[]): number[] {
  const slack = long.length - short.length;
  if (slack === 0) return short.map((_, index) => index);
  return short.length * (slack + 1) <= STEPS_MAX
    ? leastShift(short, long, slack)
    : nearestInOrder(short, long, slack);
}

/** Skipping none to all of the spare times before each partner; the earlier partner of two that cost the same. */
function leastShift(short: readonly number[], long: readonly number[], slack: number): number[] {
  const width = slack + 1;
  const skips = new Uint32Array(short.length * width);
  let costs = new Float64Array(width);
  for (const [row, time] of short.entries()) {
    const next = new Float64Array(width);
    let best = 0;
    for (let skipped = 0; skipped < width; skipped += 1) {
      if (costs[skipped]! < costs[best]!) best = skipped;
      next[skipped] = costs[best]! + Math.abs(long[row + skipped]! - time);
      skips[row * width + skipped] = best;
    }
    costs = next;
  }
  return traced(short.length, width, skips, costs);
}

function traced(rows: number, width: number, skips: Uint32Array, costs: Float64Array): number[] {
  let skipped = costs.reduce((best, cost, index) => (cost < costs[best]! ? index : best), 0);
  const partners: number[] = [];
  for (let row = rows - 1; row >= 0; row -= 1) {
    partners[row] = row + skipped;
    skipped = skips[row * width + skipped]!;
  }
  return partners;
}

/** Each takes the nearest that leaves enough for those behind it: one walk over both lists. */
function nearestInOrder(short: readonly number[], long: readonly number[], slack: number): number[] {
  const partners: number[] = [];
  let skipped = 0;
  for (const [row, time] of short.entries()) {
    const distance = (spare: number): number => Math.abs(long[row + spare]! - time);
    while (skipped < slack && distance(skipped + 1) < distance(skipped)) skipped += 1;
    partners.push(row + skipped);
  }
  return partners;
}
