import type { Effort } from './effort.ts';

/** At most so many edits are looked for, however long the text: it bounds the work. */
const EDITS_MAX = 500;

/** Whether two texts are the same but for one letter in ten of the longer one; `effort`: who pays for it. */
export function isNear(wanted: string, found: string, effort?: Effort): boolean {
  const longer = Math.max(wanted.length, found.length);
  const edits = Math.min(Math.floor(longer / 10), EDITS_MAX);
  if (Math.abs(wanted.length - found.length) > edits) return false;
  const start = sameAtStart(wanted, found);
  const end = sameAtEnd(wanted, found, start);
  effort?.spend(start + end);
  return isWithin(middleOf(wanted, start, end), middleOf(found, start, end), { edits, effort });
}

/** What two texts begin and end with alike needs no edits: often only a name in the middle differs. */
function sameAtStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let same = 0;
  while (same < limit && a.charCodeAt(same) === b.charCodeAt(same)) same += 1;
  return same;
}

function sameAtEnd(a: string, b: string, start: number): number {
  const limit = Math.min(a.length, b.length) - start;
  let same = 0;
  while (same < limit && a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)) same += 1;
  return same;
}

/** A stretch of a text, not copied: most comparisons end after a few letters. */
interface Middle {
  readonly text: string;
  readonly start: number;
  readonly length: number;
}

const middleOf = (text: string, start: number, end: number): Middle => ({
  text,
  start,
  length: text.length - start - end,
});

/** Rows of the comparison, used again and again; made longer when a text is. */
let rows: readonly [Int32Array, Int32Array] = [new Int32Array(256), new Int32Array(256)];

interface Limits {
  readonly edits: number;
  readonly effort: Effort | undefined;
}

/** Whether `edits` letters added, lost or changed turn one into the other: Levenshtein, only near the diagonal. */
function isWithin(a: Middle, b: Middle, { edits, effort }: Limits): boolean {
  if (Math.max(a.length, b.length) <= edits) return true;
  if (edits === 0) return false;
  const far = edits + 1;
  if (rows[0].length <= b.length) rows = [new Int32Array(2 * b.length), new Int32Array(2 * b.length)];
  let [last, row] = rows;
  for (let index = 0; index <= b.length; index += 1) last[index] = Math.min(index, far);
  for (let i = 1; i <= a.length; i += 1) {
    const start = Math.max(1, i - edits);
    const end = Math.min(b.length, i + edits);
    effort?.spend(end - start + 1);
    const letter = a.text.charCodeAt(a.start + i - 1);
    row[start - 1] = start === 1 ? Math.min(i, far) : far;
    let least = row[start - 1]!;
    for (let j = start; j <= end; j += 1) {
      const change = letter === b.text.charCodeAt(b.start + j - 1) ? 0 : 1;
      const cost = Math.min(last[j - 1]! + change, last[j]! + 1, row[j - 1]! + 1, far);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (end < b.length) row[end + 1] = far;
    if (least > edits) return false;
    [last, row] = [row, last];
  }
  return last[b.length]! <= edits;
}
