/** A comparison as rows of a sheet: one for each change, what it was before beside what it is now. */
import type { ComparedMessage } from '../../core/model/message-change.ts';
import { isoLocal } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import type { Cell } from '../roster/cells.ts';
import type { DiffChange, DiffPerson } from './diff.ts';
import { differenceWords, whyText } from './words.ts';

const both = (name: string): string[] => [`${name} before`, `${name} after`];

export const diffColumns: readonly string[] = [
  ...['person', 'name', 'change', 'how', 'why not', 'cause', 'about'],
  ...[
    'time',
    'outcome',
    'reason',
    'channel',
    'gateway',
    'language',
    'number',
    'address',
    'text',
    'line',
  ].flatMap(both),
];

/** In the order of `diffColumns`; '' for what is not known. */
export function diffCells({ person, name }: DiffPerson, change: DiffChange, zone: Zone): Cell[] {
  const before = change.kind === 'added' ? undefined : change.before;
  const after = change.kind === 'removed' ? undefined : change.after;
  const pair = (cell: (message: ComparedMessage) => Cell | undefined): Cell[] =>
    [before, after].map((message) => (message && cell(message)) ?? '');
  return [
    person,
    name,
    change.kind,
    change.kind === 'changed' ? change.differences.map(differenceWords).join('; ') : '',
    change.kind !== 'changed' && change.whyNot ? whyText(change.kind, change.whyNot) : '',
    (after ?? before)?.cause ?? '',
    (after ?? before)?.case ?? '',
    ...pair(({ at }) => isoLocal(zone, at)),
    ...pair(({ outcome }) => outcome),
    ...pair(({ reason }) => reason),
    ...pair(({ channel }) => channel),
    ...pair(({ gateway }) => gateway),
    ...pair(({ language }) => language),
    ...pair(({ number }) => number),
    ...pair(({ address }) => address),
    ...pair(({ text }) => text),
    ...pair(({ line }) => line),
  ];
}
