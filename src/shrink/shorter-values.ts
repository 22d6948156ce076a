/** Shorter values in what is left: fewer words in a text, an earlier end, fewer rounds. */
import { isGone } from './edited-text.ts';
import { removeInChunks } from './remove-in-chunks.ts';
import type { Candidate } from './story-files.ts';
import { type SourceText, type Unit, wayTo } from './unit-tree.ts';

const WORDS_MIN = 3;
const MS_PER_DAY = 86_400_000;

/** Promises say what fails, and the title and the description what it is: they stay as they are. */
const fixedKeys: ReadonlySet<string | undefined> = new Set([
  'expect',
  'in_order',
  'scenario',
  'about',
  'allow',
]);

export function shorterValues(
  sources: readonly SourceText[],
  best: () => Candidate,
  tries: (candidate: Candidate) => boolean,
): void {
  const withValue = (unit: Unit, value: string): boolean => {
    const { edits } = best();
    return tries({ ...best(), edits: { ...edits, values: new Map(edits.values).set(unit, value) } });
  };
  for (const unit of sources.flatMap(({ units }) => leavesOf(units))) {
    if (isGone(unit, best().edits)) continue;
    const present = (): string => best().edits.values.get(unit) ?? sourceOf(unit);
    const set = (value: string): boolean => value !== present() && withValue(unit, value);
    if (unit.key === 'ends' && unit.parent === undefined) earlierEnd(present(), set);
    else if (unit.key === 'stop_after') fewerRounds(present(), set);
    else fewerWords(present(), set);
  }
}

function leavesOf(units: readonly Unit[]): Unit[] {
  return units.flatMap((unit) => {
    if (unit.children.length > 0) return leavesOf(unit.children);
    return unit.scalar && !wayTo(unit).some(({ key }) => fixedKeys.has(key)) ? [unit] : [];
  });
}

const sourceOf = ({ source, scalar }: Unit): string => source.text.slice(scalar!.start, scalar!.end);

/** The day is looked for in halves: what happens on a later one is not needed. */
function earlierEnd(value: string, set: (value: string) => boolean): void {
  const [, quote = '', day = '', rest = ''] = /^(["']?)(\d{4}-\d\d-\d\d)(.*)$/.exec(value) ?? [];
  const last = Date.parse(day);
  if (Number.isNaN(last)) return;
  let known = last;
  for (let step = 1 << 12; step >= 1; step = Math.floor(step / 2)) {
    // Bounded: a step that helps is doubled by the one before it.
    const earlier = known - step * MS_PER_DAY;
    if (set(`${quote}${new Date(earlier).toISOString().slice(0, 10)}${rest}`)) known = earlier;
  }
}

function fewerRounds(value: string, set: (value: string) => boolean): void {
  if (!/^\d{1,9}$/.test(value)) return;
  for (let count = 1; count < Number(value); count *= 2) if (set(String(count))) return;
}

/** Of a text in several lines whole lines go, of any other words. */
function fewerWords(value: string, set: (value: string) => boolean): void {
  const isBlock = /^[|>]/.test(value);
  const [, open = '', inside = ''] = isBlock ? [] : (/^(["']?)([\s\S]*?)\1$/.exec(value) ?? []);
  const [header = '', ...lines] = value.split('\n');
  const parts = isBlock ? lines : inside.split(/ +/);
  if (parts.length < (isBlock ? 2 : WORDS_MIN) || (!isBlock && inside.includes('\n'))) return;
  let left = parts.map((text, index) => ({ text, index }));
  removeInChunks(
    left,
    (part) => left.includes(part),
    (piece) => {
      const rest = left.filter((part) => !piece.includes(part));
      if (rest.length === 0) return false;
      const texts = rest.map(({ text }) => text);
      const isSet = set(isBlock ? [header, ...texts].join('\n') : `${open}${texts.join(' ')}${open}`);
      if (isSet) left = rest;
      return isSet;
    },
  );
}
