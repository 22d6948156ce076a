/** Each kind of journal line in plain words. */

import { codes } from '../../core/model/codes.ts';
import type { Entry } from '../../core/model/entry.ts';
import { codePointsNamed } from '../../core/render/visible.ts';
import { wallText } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import { becauseText } from '../because-text.ts';
import { reasonWords } from '../verdict/reason-words.ts';

/** One sentence, without the time at which it happened. */
export function sentenceOf(entry: Entry, zone: Zone): string {
  switch (entry.kind) {
    case 'registered':
      return listed('registered', 'with', entry.changed);
    case 'updated':
      return entry.changed?.length ? listed('saved', 'new', entry.changed) : 'saved, nothing is new';
    case 'closed':
    case 'reopened':
    case 'deleted':
      return entry.kind;
    case 'armed':
      return `the rule holds: ${armedWords(entry, zone)}`;
    case 'rearmed':
      return `starts again${detailText(entry)}: ${dueWords(entry, zone)}`;
    case 'disarmed':
      return entry.reason === 'schedule_finished'
        ? overWords(entry)
        : `stops, because ${reasonText(entry)}${detailText(entry)}`;
    case 'skipped':
      return `not sent${entry.due === undefined ? '' : ` (due ${wallText(zone, entry.due)})`}, because ${reasonText(entry)}${detailText(entry)}`;
    case 'queued':
      return `${entry.event === undefined ? 'answers' : `event ${entry.event + 1} says`} ${quoted(entry.text)}`;
    case 'sent':
      return sentWords(entry, zone);
    case 'attempt':
      return `try ${entry.attempt} failed: ${entry.answer ?? ''}; again ${entry.retry_at === undefined ? '' : wallText(zone, entry.retry_at)}`;
    case 'held':
      return `held, because ${reasonText(entry)}, until ${entry.until === undefined ? 'later' : wallText(zone, entry.until)}`;
    case 'error':
      return `ends in ${entry.code ?? 'an error'}: ${labelOf(entry)}${detailText(entry)}`;
    default:
      return otherWords(entry);
  }
}

/** Which rule chose the zone, the number, the language and the gateway; not what the queued line has already. */
export function factsOf(entry: Entry, queued: Entry | undefined): (readonly [string, string])[] {
  const { kind, because, number, address, via } = entry;
  if (!because || !(kind === 'queued' || kind === 'error' || kind === 'sent')) return [];
  const facts: (readonly [string, string])[] = [];
  const reasons = becauseText(because);
  if (!queued) {
    if (reasons.zone) facts.push(['zone', reasons.zone]);
    if (reasons.number) facts.push(['number', `${number ?? ''}: ${reasons.number}`]);
    if (address) facts.push(['address', address]);
    if (reasons.language) facts.push(['language', reasons.language]);
  }
  if (reasons.gateway && !queued?.because?.gateway)
    facts.push(['gateway', `${via ?? 'none'}: ${reasons.gateway}`]);
  return facts;
}

function armedWords(entry: Entry, zone: Zone): string {
  const detail: Readonly<Record<string, unknown>> = typeof entry.detail === 'object' ? entry.detail : {};
  const course = courseWords(detail);
  return course === undefined
    ? `${dueWords(entry, zone)} (${String(detail.from ?? '')})`
    : `${course}, ${dueWords(entry, zone)}`;
}

/** The end of a course, or that it lies in the past from the beginning. */
function overWords({ detail }: Entry): string {
  const course = typeof detail === 'object' ? courseWords(detail) : undefined;
  return course === undefined
    ? 'no further event: the course is over'
    : `${course}, and no event of it is left`;
}

function courseWords(detail: Readonly<Record<string, unknown>>): string | undefined {
  const { start, from, value, offset_days } = detail;
  if (start === undefined) return undefined;
  const read = value === undefined ? '' : `, which is ${quoted(String(value))}`;
  const offset = typeof offset_days === 'number' ? `, ${daysWords(offset_days)}` : '';
  return `the course starts ${String(start)} (${String(from)}${read}${offset})`;
}

function daysWords(days: number): string {
  const count = Math.abs(days);
  return `sent ${count} ${count === 1 ? 'day' : 'days'} ${days < 0 ? 'before' : 'after'}`;
}

function dueWords({ due }: Entry, zone: Zone): string {
  return due === undefined ? 'due at once' : `due ${wallText(zone, due)} ${zone.name}`;
}

function sentWords(entry: Entry, zone: Zone): string {
  const { via, attempts, segments, encoding, channel, address } = entry;
  const gateway = via ?? 'the gateway';
  const tries = attempts === 1 ? 'at the first try' : `at try ${attempts}`;
  if (channel === 'email') return `sent to ${address}${theirTime(entry, zone)}: ${gateway} took it ${tries}`;
  const size = `${segments} ${segments === 1 ? 'segment' : 'segments'} of ${encoding}`;
  return `sent${theirTime(entry, zone)}: ${gateway} took it ${tries}, ${size}`;
}

/** ` (15:30 in Pacific/Auckland)`, where the recipient's zone is another. */
function theirTime({ because, local }: Entry, zone: Zone): string {
  const name = because?.zone?.name;
  if (name === undefined || local === undefined || name === zone.name) return '';
  return ` (${local.slice(0, 16).replace('T', ' ')} in ${name})`;
}

function otherWords(entry: Entry): string {
  const { kind, number, owner, refused, direction, state, status, message, hint } = entry;
  switch (kind) {
    case 'ownership':
      if (refused) return `${number} stays with ${owner ?? 'nobody'}: ${refused} asked for it and is one-way`;
      return owner === null ? `nobody owns ${number} any more` : `${owner} owns ${number} two-way`;
    case 'opt':
      return `${number} opted ${direction}`;
    case 'inbound':
      return inboundText(entry);
    case 'survey':
      return `survey ${state}`;
    case 'receipt':
      return `delivery receipt: ${status}`;
    case 'warning':
      return `warning: ${message}${hint === undefined ? '' : ` (${hint})`}`;
    default:
      return kind;
  }
}

function inboundText({ text, handled_by: by, invalid_answer: isWrong }: Entry): string {
  const wrote = `wrote ${quoted(text)}, handled by`;
  if (by === undefined) return `${wrote} nobody`;
  return isWrong ? `${wrote} ${by}, which marks it as a wrong answer` : `${wrote} ${by}`;
}

const listed = (verb: string, joint: string, names: readonly string[] | undefined): string =>
  names?.length ? `${verb}, ${joint} ${names.join(', ')}` : verb;

const reasonText = ({ reason }: Entry): string =>
  reason === undefined ? 'of something' : reasonWords[reason];

function labelOf({ code }: Entry): string {
  return code !== undefined && code in codes ? codes[code as keyof typeof codes].label : '';
}

/** Criterion, found and wanted as a sentence; other details as they are. */
function detailText({ detail }: Entry): string {
  if (detail === undefined) return '';
  if (typeof detail === 'string') return ` (${detail})`;
  const { criterion, property, found, wanted, from } = detail;
  if (wanted !== undefined) {
    const name = String(criterion ?? property ?? 'it');
    return `: ${name} is ${found === null || found === undefined ? 'missing' : quoted(String(found))}, wanted ${codePointsNamed(String(wanted))}`;
  }
  if (from !== undefined) return ` (${String(from)})`;
  const facts = Object.entries(detail).map(([name, value]) => `${name} ${codePointsNamed(String(value))}`);
  return ` (${facts.join(', ')})`;
}

const TEXT_SHOWN = 120;

function quoted(text: string | undefined): string {
  const one = codePointsNamed((text ?? '').replace(/[\t\n\r ]+/g, ' '));
  return `"${one.length > TEXT_SHOWN ? `${one.slice(0, TEXT_SHOWN)}…` : one}"`;
}
