/**
 * How far two words are apart, in letters: Damerau–Levenshtein: letters added, lost, changed, or swapped with their neighbour.
 * Any number above `most` means that it is above `most`.
 */
export function distance(a: string, b: string, most: number): number {
  const far = most + 1;
  if (Math.abs(a.length - b.length) > most) return far;
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      const cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change);
      row.push(isSwap(a, i, b, j) ? Math.min(cost, before[j - 2]! + 1) : cost);
    }
    [before, last] = [last, row];
  }
  return Math.min(last[b.length]!, far);
}

/** Before the first letter of a word there is NaN, which equals nothing. */
function isSwap(a: string, i: number, b: string, j: number): boolean {
  return a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
}
