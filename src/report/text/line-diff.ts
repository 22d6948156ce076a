/** How one text becomes another, line by line, for people: what goes, what comes, and a line around it. */

/** A line that stays, goes or comes. */
interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Lines of either text that are compared with all of the other; beyond, the whole stretch is replaced. */
const CELLS_MAX = 4_000_000;

export interface LineDiff {
  readonly added: number;
  readonly removed: number;
  /** `- old`, `+ new`, with one line that stays before and after; `…` where lines are left out before. */
  readonly lines: readonly string[];
}

export function lineDiff(before: string, after: string): LineDiff {
  const all = compared(linesOf(before), linesOf(after));
  return {
    added: all.filter(({ sign }) => sign === '+').length,
    removed: all.filter(({ sign }) => sign === '-').length,
    lines: hunks(all),
  };
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** What both begin and end with is left out of the comparison, which takes room by the product of the rest. */
function compared(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let end = 0;
  const rest = Math.min(before.length, after.length) - start;
  while (end < rest && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const same = (text: string): DiffLine => ({ sign: ' ', text });
  return [
    ...before.slice(0, start).map(same),
    ...changed(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

/** By the longest lines in common. */
function changed(before: readonly string[], after: readonly string[]): DiffLine[] {
  const gone = (text: string): DiffLine => ({ sign: '-', text });
  const come = (text: string): DiffLine => ({ sign: '+', text });
  if (before.length * after.length > CELLS_MAX) return [...before.map(gone), ...after.map(come)];
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const at = row * width + column;
      common[at] =
        before[row] === after[column]
          ? common[at + width + 1]! + 1
          : Math.max(common[at + width]!, common[at + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length && column < after.length) {
    const at = row * width + column;
    if (before[row] === after[column]) {
      lines.push({ sign: ' ', text: before[row]! });
      row += 1;
      column += 1;
    } else if (common[at + width]! >= common[at + 1]!) {
      lines.push(gone(before[row]!));
      row += 1;
    } else {
      lines.push(come(after[column]!));
      column += 1;
    }
  }
  return [...lines, ...before.slice(row).map(gone), ...after.slice(column).map(come)];
}

function hunks(all: readonly DiffLine[]): string[] {
  const isNear = (index: number): boolean =>
    [index - 1, index, index + 1].some((at) => all[at] !== undefined && all[at].sign !== ' ');
  return all.flatMap(({ sign, text }, index) => {
    if (!isNear(index)) return [];
    const isGap = index > 0 && !isNear(index - 1);
    return [...(isGap ? ['…'] : []), `${sign} ${text}`];
  });
}
