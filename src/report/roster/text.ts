/** The roster for a terminal: a funnel for each alert, who got nothing by reason, warnings by code. */

import { grouped } from '../../core/text/grouped.ts';
import { namedExample, withNamedKeys } from '../named-keys.ts';
import { type People, shortLabel } from '../people.ts';
import { counted } from '../text/span.ts';
import {
  displayWidth,
  type Ink,
  padEnd,
  padStart,
  plainLine,
  wrap,
  wrapHanging,
} from '../text/terminal-text.ts';
import { harmlessText, type WarningKind } from '../warning-kinds.ts';
import { cureFor, sentenceFor, wordsFor } from './cures.ts';
import { askedOptions, asksOfRows } from './filter.ts';
import type { Funnel, NothingCounts, OutcomeCount } from './funnel.ts';
import type { NothingGroup } from './nothing.ts';
import type { Roster } from './roster.ts';

/** Where and how a roster is shown. */
export interface RosterLook {
  readonly columns: number;
  readonly ink: Ink;
}

/** `  label      1,204  words`, with what hangs below it. */
interface CountLine {
  readonly label: string;
  readonly count: number;
  readonly words: string;
  /** Label and text of lines below. */
  readonly below?: readonly (readonly [label: string, text: string])[];
}

/** A heading and its counts. */
interface Part {
  readonly title: string;
  readonly lines: readonly CountLine[];
  /** Below them all. */
  readonly last?: readonly [label: string, text: string];
}

const INDENT = '  ';
/** Fewest cells of the column of counts, which grows with the longest. */
const COUNT_CELLS_MIN = 9;
/** Fewest cells of the column of labels, which grows with the longest. */
const LABEL_CELLS_MIN = 22;
/** Fewest cells of the words behind a count; where there are fewer they stand below it. */
const WORDS_CELLS_MIN = 20;
/** People named for one reason. */
const NAMES_MAX = 3;

/** The whole roster, each part with an empty line before it; '' where it would be empty. */
export function rosterText(roster: Roster, look: RosterLook): string {
  const options = askedOptions(roster.filter);
  const parts = [
    ...funnelParts(roster),
    ...gotNothingParts(roster),
    ...(options.length === 0 ? warningParts(roster.warnings, roster.people) : []),
  ];
  const labels = parts.flatMap(({ lines }) => lines.map(({ label }) => displayWidth(plainLine(label))));
  const labelCells = Math.max(LABEL_CELLS_MIN, ...labels);
  const counts = parts.flatMap(({ lines }) => lines.map(({ count }) => grouped(count).length + 1));
  const cells = { label: labelCells, count: Math.max(COUNT_CELLS_MIN, ...counts) };
  const texts = parts.map((part) => partText(part, cells, look));
  const notes = [
    ...(parts.length === 0 && options.length > 0
      ? [`Nothing in this run has ${options.join(' and ')}.`]
      : []),
    ...(options.length > 0 ? leftOutNotes(roster, options) : []),
    ...(roster.isPartial ? [PARTIAL] : []),
  ];
  return [...texts, ...notes.map((note) => noteText(note, look))].map((text) => `\n${text}`).join('');
}

/** A warning is not of one alert or reason. */
function leftOutNotes({ warnings }: Roster, options: readonly string[]): string[] {
  const count = warnings.reduce((sum, kind) => sum + kind.count, 0);
  if (count === 0) return [];
  return [
    `${counted(count, 'warning')} of the whole run left out: the same without ${options.join(' and ')} has them.`,
    'Who they are, row by row: the same with --csv FILE, --xlsx FILE or --json.',
  ];
}

const PARTIAL =
  'The journal was written with --journal-level sent: what started and what was skipped is not in it.';

function noteText(words: string, { columns, ink }: RosterLook): string {
  return wrap(plainLine(words), columns)
    .map((line) => `${ink.quiet(line)}\n`)
    .join('');
}

/** Where rows are asked for, only those that there are: how far a case came is not narrowed by them. */
function funnelParts({ funnels, filter }: Roster): Part[] {
  if (!asksOfRows(filter)) return funnels.map((funnel) => funnelPart(funnel, filter.alert === undefined));
  return funnels
    .filter(({ outcomes }) => outcomes.length > 0)
    .map(({ cause, outcomes }) => ({ title: cause, lines: outcomes.map(outcomeLine) }));
}

function funnelPart(funnel: Funnel, tellsNothing: boolean): Part {
  const { cause, caseType, cases, matched, started, fellDue, outcomes, gotNothing } = funnel;
  const steps: CountLine[] = [
    ...(cases === undefined ? [] : [counts(`cases of type ${caseType ?? ''}`, cases)]),
    ...(cause.startsWith('alert ') ? [counts('rule matched', matched)] : []),
    ...(/^(?:alert|broadcast) /.test(cause) ? [counts('started', started)] : []),
    counts('fell due', fellDue),
  ];
  const ends = outcomes.length === 0 ? [counts('sent', 0)] : outcomes.map(outcomeLine);
  return { title: cause, lines: [...steps, ...ends, ...(tellsNothing ? nothingLines(gotNothing) : [])] };
}

/** Who got nothing from one alert or broadcast, as counts. */
function nothingLines(gotNothing: NothingCounts | undefined): CountLine[] {
  const { contacts = 0, reasons = [] } = gotNothing ?? {};
  const count = reasons.reduce((sum, { count: each }) => sum + each, 0);
  if (count === 0) return [];
  const words = reasons.map(({ reason, detail, count: each }) => {
    const sentence = reason === 'bad_date' ? sentenceFor(reason, detail) : reason;
    return `${sentence} ${grouped(each)}`;
  });
  return [counts('got nothing', count, `of ${counted(contacts, 'contact')}: ${words.join(', ')}`)];
}

const counts = (label: string, count: number, words = ''): CountLine => ({ label, count, words });

function outcomeLine({ outcome, reason, detail, rows, people }: OutcomeCount): CountLine {
  const whom = people === 1 ? '1 person' : `${grouped(people)} people`;
  if (reason === undefined) return counts(outcome, rows, `${outcome === 'sent' ? 'to' : 'for'} ${whom}`);
  const label = outcome === 'error' ? reason : `${outcome}, ${reason}`;
  return counts(label, rows, `for ${whom}: ${wordsFor(reason, detail)}`);
}

function gotNothingParts({ gotNothing, peopleCount, people, filter, funnels }: Roster): Part[] {
  const count = gotNothing.reduce((sum, group) => sum + group.people.length, 0);
  if (count === 0) return [];
  const from = filter.alert === undefined ? '' : ` from ${funnels.map(({ cause }) => cause).join(', ')}`;
  const title = `got nothing${from}: ${grouped(count)} of ${counted(peopleCount, 'contact')}`;
  return [{ title, lines: gotNothing.map((group) => groupLine(group, people)) }];
}

function groupLine({ reason, detail, people: keys }: NothingGroup, people: People): CountLine {
  const names = keys.slice(0, NAMES_MAX).map((key) => shortLabel(people, key));
  const more = keys.length - names.length;
  const rest = more > 0 ? ` and ${grouped(more)} more (drysend roster FILE --csv has all)` : '';
  return {
    label: reason,
    count: keys.length,
    words: sentenceFor(reason, detail),
    below: [
      ['cure', cureFor(reason, detail)],
      ['who', `${names.join(', ')}${rest}`],
    ],
  };
}

/** A line for each code; those that need no mending share one. */
function warningParts(kinds: readonly WarningKind[], people: People): Part[] {
  if (kinds.length === 0) return [];
  const count = kinds.reduce((sum, kind) => sum + kind.count, 0);
  const harmless = harmlessText(kinds);
  return [
    {
      title: `warnings: ${grouped(count)}`,
      lines: kinds.filter(({ severity }) => severity !== 'note').map((kind) => warningLine(kind, people)),
      ...(harmless !== '' && { last: ['harmless', harmless] }),
    },
  ];
}

function warningLine(
  { code, severity, count, example, about: { case: key }, hint }: WarningKind,
  people: People,
): CountLine {
  return {
    label: code,
    count,
    words: severity,
    below: [
      [
        'such as',
        `${namedExample(example, key, people)}${hint === undefined ? '' : `; ${withNamedKeys(hint, people)}`}`,
      ],
    ],
  };
}

/** Cells of the columns. */
interface RosterCells {
  readonly label: number;
  readonly count: number;
}

function partText({ title, lines, last }: Part, cells: RosterCells, look: RosterLook): string {
  const texts = [
    look.ink.strong(plainLine(title)),
    ...lines.flatMap((line) => lineTexts(line, cells, look)),
    ...(last === undefined ? [] : wrapHanging(`${INDENT}${last[0]}  `, plainLine(last[1]), look.columns)),
  ];
  return `${texts.join('\n')}\n`;
}

function lineTexts(
  { label, count, words, below = [] }: CountLine,
  cells: RosterCells,
  look: RosterLook,
): string[] {
  const { columns, ink } = look;
  const head = `${INDENT}${padEnd(plainLine(label), cells.label)}${padStart(grouped(count), cells.count)}`;
  const room = columns - displayWidth(head) - INDENT.length;
  const isBelow = room < WORDS_CELLS_MIN;
  const wordLines = words === '' ? [] : wrap(plainLine(words), isBelow ? columns - 2 * INDENT.length : room);
  const hanging = ' '.repeat(isBelow ? 2 * INDENT.length : displayWidth(head) + INDENT.length);
  const under = below.flatMap(([name, text]) => hung(name, plainLine(text), columns));
  const first = isBelow || wordLines.length === 0 ? head : `${head}${INDENT}${ink.quiet(wordLines[0]!)}`;
  const rest = wordLines.slice(isBelow ? 0 : 1).map((line) => `${hanging}${ink.quiet(line)}`);
  return [first, ...rest, ...under.map((line) => ink.quiet(line))];
}

const hung = (label: string, text: string, columns: number): string[] =>
  text === '' ? [] : wrapHanging(`${INDENT}${INDENT}${label}  `, text, columns);
