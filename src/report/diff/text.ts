/** A comparison for a terminal: both sides, the sums, each cause, then people; cut lists say what they leave out. */

import { grouped } from '../../core/text/grouped.ts';
import { wallText } from '../../core/time/format.ts';
import { type Zone, zoneNamed } from '../../core/time/zone.ts';
import { counted } from '../text/span.ts';
import { displayWidth, type Ink, padEnd, plainLine, wrap, wrapHanging } from '../text/terminal-text.ts';
import {
  type ChangeKind,
  type Diff,
  type DiffChange,
  type DiffGroup,
  type DiffPerson,
  messageIn,
  rankOf,
  type SideSums,
} from './diff.ts';
import {
  changeWords,
  countText,
  groupWords,
  headlineOf,
  sameText,
  signOf,
  sumsText,
  withErrors,
} from './words.ts';

export interface DiffLook {
  readonly columns: number;
  readonly ink: Ink;
}

/** Groups of one kind and cause that are listed one by one; the others share a line. */
const GROUPS_MAX = 4;
const PEOPLE_MAX = 10;
/** Changes listed of one person. */
const CHANGES_MAX = 6;
/** Widest column of counts; a longer count moves its own line only. */
const LABEL_CELLS_MAX = 30;

export function diffText(diff: Diff, look: DiffLook): string {
  const lines = [
    ...headLines(diff, look),
    ...diff.notes.flatMap((note) => wrapHanging('note  ', plainLine(note), look.columns).map(look.ink.quiet)),
    '',
    ...sumLines(diff, look),
    ...causeLines(diff, look),
    ...peopleLines(diff, look),
  ];
  return `${lines.join('\n')}\n`;
}

function headLines({ title, zone, before, after }: Diff, { columns, ink }: DiffLook): string[] {
  const width = Math.max(...[before, after].map((side) => displayWidth(plainLine(side?.name ?? ''))));
  const sideLines = (sign: string, side: SideSums | undefined): string[] =>
    side === undefined
      ? [`${sign} ${ink.quiet('does not have this story')}`]
      : wrapHanging(`${sign} ${padEnd(plainLine(side.name), width)}  `, sumsText(side), columns);
  const head = `${ink.strong(plainLine(title || 'messages'))}  ${ink.quiet(`times in ${zone}`)}`;
  return [head, ...sideLines('-', before), ...sideLines('+', after)];
}

function sumLines(diff: Diff, { columns, ink }: DiffLook): string[] {
  const { people, peopleCount } = diff;
  const headline = headlineOf(diff);
  if (headline === undefined) {
    return [ink.good(`nothing changed: ${sameText(diff)}`)];
  }
  const changed = withErrors(diff.changed - diff.changedErrors, diff.changedErrors);
  const rest = `${changed} changed for ${grouped(people.length)} of ${counted(peopleCount, 'recipient')}; ${sameText(diff)}`;
  return [...wrap(headline, columns).map(ink.strong), ...wrap(rest, columns)];
}

function causeLines({ groups }: Diff, look: DiffLook): string[] {
  const causes = [...new Set(groups.map(({ cause }) => cause))];
  const labels = groups.map((group) => displayWidth(countText(group)));
  const width = Math.min(LABEL_CELLS_MAX, Math.max(0, ...labels));
  return causes.flatMap((cause) => [
    '',
    look.ink.strong(plainLine(cause) || 'without a cause'),
    ...foldedGroups(groups.filter((group) => group.cause === cause)).flatMap((group) =>
      groupLines(group, width, look),
    ),
  ]);
}

/** A group, or what many small ones have in common. */
type FoldedGroup = DiffGroup & { readonly ways?: number };

function foldedGroups(groups: readonly DiffGroup[]): FoldedGroup[] {
  const nameOf = ({ kind, what }: DiffGroup): string => `${kind} ${what ?? ''}`;
  return [...new Set(groups.map(nameOf))].flatMap((name) => {
    const alike = groups.filter((group) => nameOf(group) === name);
    if (alike.length <= GROUPS_MAX + 1) return alike;
    const rest = alike.slice(GROUPS_MAX);
    const { kind, what, cause } = rest[0]!;
    const sum = (of: 'count' | 'people'): number => rest.reduce((all, group) => all + group[of], 0);
    const folded = { kind, cause, ...(what && { what }), count: sum('count'), people: sum('people') };
    return [...alike.slice(0, GROUPS_MAX), { ...folded, ways: rest.length }];
  });
}

function groupLines(group: FoldedGroup, width: number, { columns, ink }: DiffLook): string[] {
  const { kind, people, ways } = group;
  const label = countText(group);
  const words =
    ways === undefined ? groupWords(group) : `in ${grouped(ways)} other ways; --json has them one by one`;
  const whom =
    ways === undefined ? `for ${people === 1 ? '1 recipient' : `${grouped(people)} recipients`}` : '';
  const text = [whom, words].filter((part) => part !== '').join(': ');
  const [first = '', ...more] = wrapHanging(`  ${padEnd(label, width)}  `, plainLine(text), columns);
  const head = first.startsWith(`  ${label}`)
    ? `  ${inkFor(kind, ink)(label)}${first.slice(label.length + 2)}`
    : first;
  return [head, ...more];
}

const inkFor = (kind: ChangeKind, ink: Ink): ((text: string) => string) =>
  kind === 'added' ? ink.good : kind === 'removed' ? ink.bad : ink.odd;

function peopleLines({ people, zone: name }: Diff, look: DiffLook): string[] {
  if (people.length === 0) return [];
  const zone = zoneNamed(name)!;
  const firstPeople = people.first(PEOPLE_MAX);
  const more = people.length - firstPeople.length;
  const rest = `… and ${counted(more, 'recipient')} more; --csv FILE and --json have every change`;
  return [
    '',
    look.ink.strong('recipients'),
    ...firstPeople.flatMap((person) => personLines(person, zone, look)),
    ...(more > 0 ? wrapHanging('  ', rest, look.columns).map(look.ink.quiet) : []),
  ];
}

function personLines({ label, changes }: DiffPerson, zone: Zone, look: DiffLook): string[] {
  const heaviest = [...changes].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, CHANGES_MAX);
  const firstChanges = changes.filter((change) => heaviest.includes(change));
  const more = changes.length - firstChanges.length;
  return [
    ...wrap(plainLine(label), look.columns - 2).map((line) => `  ${line}`),
    ...firstChanges.flatMap((change) => changeLines(change, zone, look)),
    ...(more > 0 ? [look.ink.quiet(`    … and ${counted(more, 'change')} more`)] : []),
  ];
}

function changeLines(change: DiffChange, zone: Zone, { columns, ink }: DiffLook): string[] {
  const message = messageIn(change);
  const head = `    ${signOf(change)} ${wallText(zone, message.at)}  `;
  const subject = `${message.cause}${change.about === undefined ? '' : ` about ${change.about}`}`;
  const text = [subject, changeWords(change, zone)].filter((part) => part !== '').join(': ');
  const [first = '', ...rest] = wrapHanging(head, plainLine(text), columns);
  const sign = inkFor(change.kind === 'changed' ? 'time' : change.kind, ink)(signOf(change));
  return [first.replace(/^( *)[+~-]/, (_, blanks: string) => `${blanks}${sign}`), ...rest];
}
