/** How a row or the state differs from what was promised, in words. */

import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../../core/model/instant.ts';
import type { Difference, StateDifference } from '../../core/model/verdict.ts';
import { codePointsNamed } from '../../core/render/visible.ts';
import { wallText } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import { quoted } from '../../expect/describe.ts';
import { languageSources } from '../because-text.ts';

/** `gateway G, not H` */
export function differenceText(difference: Difference): string {
  switch (difference.rule) {
    case 'kind':
      return `${difference.found}, not ${difference.wanted.join(' or ')}`;
    case 'equals':
      return codePointsNamed(
        `${nounOf(difference.field)} ${difference.found ?? 'none'}, not ${difference.wanted}`,
      );
    case 'own_language':
      return ownLanguageText(difference);
    case 'text':
      return textDifference(difference.wanted, difference.found);
    case 'near':
      return `${textDifference(difference.wanted, difference.found)}, more than 10 % of it`;
    case 'contains':
      return `${partNouns[difference.field]} lacks ${quoted(difference.wanted)}`;
    case 'matches':
      return patternText(difference);
    case 'time':
      return timeText(difference);
    case 'bound':
      return `${boundWords[difference.field]} ${difference.wanted}`;
    case 'double':
      return `the same words ${difference.apartMs === 0 ? 'at the same moment' : `${spanText(difference.apartMs)} before`}`;
    case 'night':
      return `${difference.found} ${difference.isReaders ? "on the reader's clock" : 'there'}, ${difference.zone}`;
    case 'about':
      return codePointsNamed(
        `about ${JSON.stringify(difference.found)}, not ${JSON.stringify(difference.wanted)}`,
      );
    default:
      return 'claimed by another expectation';
  }
}

/** Fields whose name in a scenario file is not a noun. */
const nouns: Readonly<Record<string, string>> = {
  channel: 'kind',
  via: 'gateway',
  in: 'language',
  from_number: 'sender',
  invalid_answer: 'invalid answer',
  handled_by: 'handled by',
};

const nounOf = (field: string): string => nouns[field] ?? field;

const partNouns = { contains: 'the text', html_contains: 'the html', detail: 'the detail' } as const;

const boundWords = {
  on: 'not on',
  from: 'before',
  until: 'later than',
  after: 'not after',
  before: 'not before',
} as const;

type DifferenceBy<Rule> = Extract<Difference, { readonly rule: Rule }>;

function ownLanguageText({ found, from }: DifferenceBy<'own_language'>): string {
  const source = from === undefined ? '' : ` (${languageSources[from]})`;
  return `language ${found ?? 'none'}${source}, not the contact's own`;
}

function patternText({ wanted, problem, isTooMuchWork }: DifferenceBy<'matches'>): string {
  if (problem !== undefined) return `the pattern ${wanted} is not followed: ${problem}`;
  return isTooMuchWork
    ? `the pattern ${wanted} takes too much work on the text`
    : `the text does not match ${wanted}`;
}

function timeText({ field, wanted, offMs }: DifferenceBy<'time'>): string {
  if (field === 'at') return lateness(offMs);
  return `not between ${wanted.map(({ text }) => text).join(' and ')}: ${lateness(offMs)}`;
}

/** `one day later` */
function lateness(offMs: number): string {
  if (offMs === 0) return 'at that time';
  return `${spanText(Math.abs(offMs))} ${offMs < 0 ? 'earlier' : 'later'}`;
}

/** `queued: expected 0, found 2` */
export function stateText(difference: StateDifference, zone: Zone): string {
  switch (difference.field) {
    case 'two_way':
      return expectedText(
        `two_way ${difference.number}`,
        difference.wanted ?? 'nobody',
        difference.found ?? 'nobody',
      );
    case 'opted_out':
      return expectedText('opted_out', listed(difference.wanted), listed(difference.found));
    case 'property':
      return expectedText(
        `${difference.name} of ${difference.case}`,
        JSON.stringify(difference.wanted),
        difference.found === undefined ? 'no such property' : JSON.stringify(difference.found),
      );
    case 'queued':
      return expectedText('queued', difference.wanted, difference.found);
    case 'next_due':
      return nextDueText(difference, zone);
    default:
      return expectedText(`session of ${difference.contact}`, difference.wanted, difference.found);
  }
}

function nextDueText(
  { alert, wanted, found }: Extract<StateDifference, { readonly field: 'next_due' }>,
  zone: Zone,
): string {
  const name = `next_due of ${alert}`;
  if (wanted?.local) return `${name}: ${wanted.text} needs a zone, not "local"`;
  return expectedText(name, wanted?.text ?? 'none', found === undefined ? 'none' : wallText(zone, found));
}

const listed = (numbers: readonly string[]): string => `[${numbers.join(', ')}]`;

const expectedText = (name: string, wanted: string | number, found: string | number): string =>
  codePointsNamed(`${name}: expected ${wanted}, found ${found}`);

const units = [
  ['day', MS_PER_DAY],
  ['hour', MS_PER_HOUR],
  ['minute', MS_PER_MINUTE],
  ['second', MS_PER_SECOND],
  ['millisecond', 1],
] as const;

/** `one day`, `2 hours 5 minutes`: the two largest units. */
export function spanText(ms: number): string {
  let left = ms;
  const parts: string[] = [];
  for (const [unit, length] of units) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0 && parts.length < 2) parts.push(count === 1 ? `one ${unit}` : `${count} ${unit}s`);
  }
  return parts.join(' ') || 'no time';
}

/** Where the text found parts from the one wanted. */
export function textDifference(wanted: string, found: string | undefined): string {
  if (found === undefined) return 'it has no text';
  const limit = Math.min(wanted.length, found.length);
  let index = 0;
  while (index < limit && wanted[index] === found[index]) index += 1;
  if (index === wanted.length) return `text goes on with ${quoted(found.slice(index))}`;
  if (index === found.length) return `text ends before ${quoted(wanted.slice(index))}`;
  return `text differs at character ${index + 1}: ${quoted(found.slice(index))}, not ${quoted(wanted.slice(index))}`;
}
