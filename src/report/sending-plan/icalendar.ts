/** Messages as events of a calendar (RFC 5545), written one by one. */
import { numberText } from '../../core/contact/number-text.ts';
import type { Instant } from '../../core/model/instant.ts';
import { isoUtc, wallText } from '../../core/time/format.ts';
import type { People } from '../people.ts';
import type { PlannedMessage } from './sending-plan.ts';

/** Octets of a content line, its line break not counted (RFC 5545, 3.1). */
const LINE_OCTETS_MAX = 75;

/** Before the first event. */
export const calendarHead = (title: string): string =>
  lines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//drysend//drysend plan//EN',
    `X-WR-CALNAME:${escaped(title)}`,
  ]);

export const calendarEnd = 'END:VCALENDAR\r\n';

/** An event at the moment of sending, in UTC, so that each calendar shows it on its own clock. `run` makes ids unique. */
export function calendarEvent(message: PlannedMessage, people: People, run: string): string {
  const { row, person, at, zone, id } = message;
  const where = row.number === undefined ? (row.address ?? '') : numberText(row.number);
  const facts = [
    row.text ?? '',
    '',
    `${row.channel ?? 'sms'} to ${where} by ${row.gateway ?? ''}`,
    `${wallText(zone, at)} in ${zone.name}`,
  ];
  return lines([
    'BEGIN:VEVENT',
    `UID:${escaped(`${id || row.seq}-${run}@drysend`)}`,
    `DTSTAMP:${moment(at)}`,
    `DTSTART:${moment(at)}`,
    `SUMMARY:${escaped(`${people.label(person)}: ${row.cause.replace(/^alert /, '')}`)}`,
    `DESCRIPTION:${escaped(facts.join('\n'))}`,
    `CATEGORIES:${escaped(row.cause)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]);
}

/** `20260309T060000Z` */
const moment = (at: Instant): string => `${isoUtc(at).slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** A value of type TEXT; control characters have no place in one. */
const escaped = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Control}\n\t]/gu, '\ufffd')
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');

const lines = (all: readonly string[]): string => all.map((line) => `${folded(line)}\r\n`).join('');

/** A long line goes on in the next behind a blank; no character is split. */
function folded(line: string): string {
  if (line.length <= LINE_OCTETS_MAX / 3) return line;
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > LINE_OCTETS_MAX) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}

/** In UTF-8; half a surrogate pair is written as U+FFFD. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
