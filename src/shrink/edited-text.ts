/** A text without some of its units and with other values in some, and which place of the original each of its places is. */
import type { SourceText, Unit } from './unit-tree.ts';

/** What is left out, and what takes the place of values; of all texts together. */
export interface Edits {
  readonly removed: ReadonlySet<Unit>;
  /** As it stands in the file, quotes included. */
  readonly values: ReadonlyMap<Unit, string>;
}

export interface EditedText {
  readonly text: string;
  /** Where a place of the text was in the original. */
  originalOffset(offset: number): number;
}

interface Cut {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function editedText(source: SourceText, edits: Edits): EditedText {
  const cuts: Cut[] = [];
  cutIn(source.units, source, edits, cuts);
  const sorted = withoutOverlaps(cuts);
  let text = '';
  let at = 0;
  for (const cut of sorted) {
    text += source.text.slice(at, cut.from) + cut.text;
    at = cut.to;
  }
  text += source.text.slice(at);
  return { text, originalOffset: (offset) => originalOffset(sorted, offset) };
}

/** A collection of which nothing is left goes with its key. Only `expect` stays, as a promise that nothing comes out. */
export function isGone(unit: Unit, edits: Edits): boolean {
  if (edits.removed.has(unit)) return true;
  if (unit.children.length === 0 || staysEmpty(unit)) return false;
  return unit.children.every((child) => isGone(child, edits));
}

const staysEmpty = ({ key, parent }: Unit): boolean => key === 'expect' && parent === undefined;

function cutIn(units: readonly Unit[], source: SourceText, edits: Edits, cuts: Cut[]): void {
  const gone = units.map((unit) => isGone(unit, edits));
  for (const [index, unit] of units.entries()) {
    if (gone[index]) cuts.push(cutOf(units, gone, index, source.text));
    else if (edits.values.has(unit) && unit.scalar)
      cuts.push({ from: unit.scalar.start, to: unit.scalar.end, text: edits.values.get(unit)! });
    else if (unit.children.length > 0 && unit.children.every((child) => isGone(child, edits)))
      cuts.push({ from: unit.keyEnd, to: unit.end, text: ': []' });
    else cutIn(unit.children, source, edits, cuts);
  }
}

function cutOf(units: readonly Unit[], gone: readonly boolean[], index: number, text: string): Cut {
  const { style, start, end } = units[index]!;
  if (style === 'line') return { from: start, to: end, text: '' };
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (style === 'block' && text.slice(lineStart, start).trim() === '') {
    return { from: commentsAbove(text, lineStart), to: lineEnd(text, end), text: '' };
  }
  const next = units.find((_unit, at) => at > index && !gone[at]);
  if (next) return { from: start, to: next.start, text: '' };
  const before = units.slice(0, index).filter((_unit, at) => !gone[at]);
  return { from: Math.min(start, before.at(-1)?.end ?? start), to: end, text: '' };
}

/** Where the lines of comments begin that stand directly above. */
function commentsAbove(text: string, lineStart: number): number {
  let from = lineStart;
  // Bounded by the lines of the text.
  while (from > 0) {
    const above = text.lastIndexOf('\n', from - 2) + 1;
    if (!/^[ \t]*#/.test(text.slice(above, from))) break;
    from = above;
  }
  return from;
}

/** Behind the line break, so that a comment at the end of the line goes too. */
function lineEnd(text: string, end: number): number {
  const breakAt = text.indexOf('\n', end);
  return breakAt < 0 ? text.length : breakAt + 1;
}

function withoutOverlaps(cuts: readonly Cut[]): Cut[] {
  const sorted = [...cuts].sort((a, b) => a.from - b.from || b.to - a.to);
  const merged: Cut[] = [];
  for (const cut of sorted) {
    const last = merged.at(-1);
    if (last && cut.from < last.to) merged[merged.length - 1] = { ...last, to: Math.max(last.to, cut.to) };
    else merged.push(cut);
  }
  return merged;
}

function originalOffset(cuts: readonly Cut[], offset: number): number {
  let shift = 0;
  for (const { from, to, text } of cuts) {
    if (offset + shift < from) break;
    if (offset + shift < from + text.length) return from;
    shift += to - from - text.length;
  }
  return offset + shift;
}
