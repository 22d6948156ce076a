/**
 * How far two words are apart, in letters: Damerau–Levenshtein: letters added, lost, changed, or swapped with their neighbour. Only near the
 * diagonal: any number above `most` means that it is above `most`.
 */
export function distance(a: string, b: string, most: number): number {
  const far = most + 1;
  if (Math.abs(a.length - b.length) > most) return far;
  let before = new Array<number>(b.length + 1).fill(far);
  let last = Array.from({ length: b.length + 1 }, (_, index) => Math.min(index, far));
  let row = new Array<number>(b.length + 1).fill(far);
  let leastBefore = 0;
  for (let i = 1; i <= a.length; i += 1) {
    const start = Math.max(1, i - most);
    const end = Math.min(b.length, i + most);
    row[start - 1] = start === 1 ? Math.min(i, far) : far;
    let least = row[start - 1]!;
    for (let j = start; j <= end; j += 1) {
      const change = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change, far);
      if (isSwap(a, i, b, j)) cost = Math.min(cost, before[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (end < b.length) row[end + 1] = far;
    if (least >= far && leastBefore >= far) return far;
    leastBefore = least;
    [before, last, row] = [last, row, before];
  }
  return last[b.length]!;
}

function isSwap(a: string, i: number, b: string, j: number): boolean {
  return (
    i > 1 &&
    j > 1 &&
    a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
    a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
  );
}
