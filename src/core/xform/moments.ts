/** Dates and times of a form, read and written as JavaRosa does on a server that runs in UTC. */

import { FormFault } from '../model/survey.ts';
import { civil, dayNumber, daysInMonth, weekDayOf } from '../time/calendar.ts';

interface ParsedMoment {
  readonly kind: 'date' | 'datetime';
  readonly ms: number;
}

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

const DATE = /^(\d{1,4})-(\d{1,2})-(\d{1,2})$/;
const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{1,2}(?::?\d{2})?)?$/;

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `YYYY-MM-DD`, with `THH:MM:SS.mmm` and an offset behind it or without; undefined: neither. */
export function parseMoment(text: string): ParsedMoment | undefined {
  const at = text.indexOf('T');
  const day = parseDate(at < 0 ? text : text.slice(0, at));
  if (day === undefined) return undefined;
  if (at < 0) return { kind: 'date', ms: day * MS_PER_DAY };
  const time = parseTime(text.slice(at + 1));
  return time === undefined ? undefined : { kind: 'datetime', ms: day * MS_PER_DAY + time };
}

function parseDate(text: string): number | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isReal = day >= 1 && day <= daysInMonth(year, month);
  return isReal ? dayNumber(year, month, day) : undefined;
}

/** Milliseconds after midnight UTC; an offset may lead into the day before or after. */
export function parseTime(text: string): number | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const ms = Number((match[4] ?? '').padEnd(3, '0').slice(0, 3));
  return ((hour * 60 + minute) * 60 + second) * 1000 + ms - offsetMs(match[5] ?? 'Z');
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.slice(1).replace(':', '');
  const hours = Number(digits.slice(0, digits.length > 2 ? -2 : undefined));
  const minutes = digits.length > 2 ? Number(digits.slice(-2)) : 0;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MS_PER_MINUTE;
}

/** `HH:MM:SS.mmm`. */
export const formatTime = (ms: number): string => formatMoment(ms, '%H:%M:%S.%3');

/** As a form keeps a date and time. */
export const formatDateTime = (ms: number): string => formatMoment(ms, '%Y-%m-%dT%H:%M:%S.%3Z');

/**
 * `format-date`: the escapes JavaRosa knows.
 * @throws FormFault for another one.
 */
export function formatMoment(ms: number, format: string): string {
  const parts = partsOf(ms);
  const escaped = format.replace(/%(.?)/gs, (_whole, letter: string) => {
    const write = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (write === undefined) throw new FormFault(`%${letter} is no escape of format-date`);
    return write(parts);
  });
  return escaped;
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
  /** Sunday is 0. */
  readonly weekDay: number;
}

function partsOf(ms: number): Parts {
  const day = Math.floor(ms / MS_PER_DAY);
  const inDay = ms - day * MS_PER_DAY;
  return {
    ...civil(day),
    hour: Math.floor(inDay / 3_600_000),
    minute: Math.floor(inDay / MS_PER_MINUTE) % 60,
    second: Math.floor(inDay / 1000) % 60,
    ms: Math.floor(inDay % 1000),
    weekDay: (weekDayOf(day) + 1) % 7,
  };
}

const padded = (value: number, length: number): string => String(value).padStart(length, '0');

const escapes: Readonly<Record<string, (parts: Parts) => string>> = {
  '%': () => '%',
  Y: ({ year }) => padded(year, 4),
  y: ({ year }) => padded(year, 4).slice(2),
  m: ({ month }) => padded(month, 2),
  n: ({ month }) => String(month),
  B: ({ month }) => MONTHS[month - 1]!,
  b: ({ month }) => MONTHS[month - 1]!.slice(0, 3),
  d: ({ day }) => padded(day, 2),
  e: ({ day }) => String(day),
  H: ({ hour }) => padded(hour, 2),
  h: ({ hour }) => String(hour),
  M: ({ minute }) => padded(minute, 2),
  S: ({ second }) => padded(second, 2),
  3: ({ ms }) => padded(ms, 3),
  A: ({ weekDay }) => DAYS[weekDay]!,
  a: ({ weekDay }) => DAYS[weekDay]!.slice(0, 3),
  w: ({ weekDay }) => String(weekDay),
  Z: () => 'Z',
};
