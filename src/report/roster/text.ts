/** The roster for a terminal: a funnel for each alert, who got nothing by reason, warnings by code. */

import { grouped } from '../../core/text/grouped.ts';
import type { People } from '../people.ts';
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
import { cureFor, wordsFor } from './cures.ts';
import type { Funnel, OutcomeCount } from './funnel.ts';
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
const COUNT_CELLS = 9;
/** Fewest cells of the column of labels, which grows with the longest. */
const LABEL_CELLS_MIN = 22;
/** Fewest cells of the words behind a count; where there are fewer they stand below it. */
const WORDS_CELLS_MIN = 20;
/** People named for one reason. */
const NAMES_MAX = 3;

/** The whole roster, each part with an empty line before it; '' where it would be empty. */
export function rosterText(roster: Roster, look: RosterLook): string {
  const parts = [
    ...roster.funnels.map(funnelPart),
    ...gotNothingParts(roster),
    ...warningParts(roster.warnings, roster.people),
  ];
  const labels = parts.flatMap(({ lines }) => lines.map(({ label }) => displayWidth(plainLine(label))));
  const labelCells = Math.max(LABEL_CELLS_MIN, ...labels);
  const texts = parts.map((part) => partText(part, labelCells, look));
  return [...texts, ...(roster.isPartial ? [partialText(look)] : [])].map((text) => `\n${text}`).join('');
}

function partialText({ columns, ink }: RosterLook): string {
  const words =
    'The journal was written with --journal-level sent: what started and what was skipped is not in it.';
  return wrap(words, columns)
    .map((line) => `${ink.quiet(line)}\n`)
    .join('');
}

function funnelPart(funnel: Funnel): Part {
  const { cause, caseType, cases, matched, started, fellDue, outcomes } = funnel;
  const steps: CountLine[] = [
    ...(cases === undefined ? [] : [counts(`cases of type ${caseType ?? ''}`, cases)]),
    ...(cause.startsWith('alert ') ? [counts('rule matched', matched)] : []),
    ...(/^(?:alert|broadcast) /.test(cause) ? [counts('started', started)] : []),
    counts('fell due', fellDue),
  ];
  const ends = outcomes.length === 0 ? [counts('sent', 0)] : outcomes.map(outcomeLine);
  return { title: cause, lines: [...steps, ...ends] };
}

const counts = (label: string, count: number, words = ''): CountLine => ({ label, count, words });

function outcomeLine({ outcome, reason, rows, people }: OutcomeCount): CountLine {
  const whom = people === 1 ? '1 person' : `${grouped(people)} people`;
  if (reason === undefined) return counts(outcome, rows, `${outcome === 'sent' ? 'to' : 'for'} ${whom}`);
  const label = outcome === 'error' ? reason : `${outcome}, ${reason}`;
  return counts(label, rows, `for ${whom}: ${wordsFor(reason)}`);
}

function gotNothingParts({ gotNothing, peopleCount, people }: Roster): Part[] {
  const count = gotNothing.reduce((sum, group) => sum + group.people.length, 0);
  if (count === 0) return [];
  const title = `got nothing: ${grouped(count)} of ${counted(peopleCount, 'contact')}`;
  return [{ title, lines: gotNothing.map((group) => groupLine(group, people)) }];
}

function groupLine({ reason, detail, people: keys }: NothingGroup, people: People): CountLine {
  const names = keys.slice(0, NAMES_MAX).map((key) => people.label(key));
  const more = keys.length - names.length;
  const rest = more > 0 ? ` and ${grouped(more)} more (drysend roster --csv has all)` : '';
  return {
    label: reason,
    count: keys.length,
    words: `${wordsFor(reason)}${detail === '' ? '' : ` (${detail})`}`,
    below: [
      ['cure', cureFor(reason)],
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
  const about =
    key === undefined || !example.includes(key) ? example : example.replace(key, people.label(key));
  const whose = key === undefined || example.includes(key) ? '' : `${people.label(key)}: `;
  return {
    label: code,
    count,
    words: severity,
    below: [['such as', `${whose}${about}${hint === undefined ? '' : `; ${hint}`}`]],
  };
}

function partText({ title, lines, last }: Part, labelCells: number, look: RosterLook): string {
  const texts = [
    look.ink.strong(plainLine(title)),
    ...lines.flatMap((line) => lineTexts(line, labelCells, look)),
    ...(last === undefined ? [] : wrapHanging(`${INDENT}${last[0]}  `, plainLine(last[1]), look.columns)),
  ];
  return `${texts.join('\n')}\n`;
}

function lineTexts(
  { label, count, words, below = [] }: CountLine,
  labelCells: number,
  look: RosterLook,
): string[] {
  const { columns, ink } = look;
  const head = `${INDENT}${padEnd(plainLine(label), labelCells)}${padStart(grouped(count), COUNT_CELLS)}`;
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
