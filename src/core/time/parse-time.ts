/**
 * Times as people write them: `2026-03-08 09:00`, with a zone, an offset or `local` behind it, or ISO 8601; times
 * of day; week days; lengths of time.
 */
import type { DailyClock } from '../model/expectation.ts';
import {
  type DayNumber,
  type Instant,
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  MS_PER_SECOND,
  type SecondOfDay,
  type WeekDay,
} from '../model/instant.ts';
import { lower } from '../text/letter-case.ts';
import { parseDay } from './calendar.ts';
import { toInstant, type Zone, zoneNamed } from './zone.ts';

/** How finely the text was written: an expectation is held to no more than that. */
type Precision = 'minute' | 'second' | 'ms';

type ParsedTime =
  | { readonly kind: 'instant'; readonly at: Instant; readonly precision: Precision; readonly text: string }
  /** Written `local`: in the recipient's zone, which only the reader knows. */
  | {
      readonly kind: 'local';
      readonly day: DayNumber;
      readonly second: SecondOfDay;
      readonly precision: Precision;
      readonly text: string;
    };

/** `09:00` of any day. */
export interface ParsedTimeOfDay {
  readonly kind: 'daily';
  readonly second: SecondOfDay;
  readonly clock: DailyClock;
  readonly precision: Precision;
  readonly text: string;
}

export interface TimeProblem {
  /** What is wrong and what was wanted. */
  readonly problem: string;
  /** The zone name that the IANA list does not have, for a suggestion. */
  readonly unknownZone?: string;
}

interface WallTime {
  readonly day: DayNumber;
  readonly second: SecondOfDay;
  readonly precision: Precision;
}

const SHAPE = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(?:(?<=:\d\d:\d\d)\.(\d{1,9}))?(.*)$/;
const OF_DAY = /^(\d\d:\d\d(?::\d\d)?)(?![\d:])(.*)$/;
const OFFSET = /^([+-])(\d\d):?([0-5]\d)?$/;
const OFFSET_HOURS_MAX = 18;
const WANTED =
  'wanted YYYY-MM-DD HH:MM[:SS], alone or with UTC, a time zone, an offset such as +05:30, or local';

const WANTED_OF_DAY = 'wanted HH:MM[:SS], alone or with UTC, a time zone, an offset such as +05:30, or local';

/** Reads one time; without a suffix it is in the project's zone. */
export function parseTime(text: string, projectZone: Zone): ParsedTime | TimeProblem {
  const match = SHAPE.exec(text);
  if (!match) return { problem: `not a time: ${JSON.stringify(text)}; ${WANTED}` };

  const [, dayText = '', clockText = '', fraction, suffix = ''] = match;
  const wall = parseWall(dayText, clockText, fraction);
  return 'problem' in wall ? wall : parseSuffix(wall, suffix, text, projectZone);
}

/** Reads `09:00`, alone or with the suffixes of other times; undefined for a text that does not begin like one. */
export function parseTimeOfDay(text: string): ParsedTimeOfDay | TimeProblem | undefined {
  const match = OF_DAY.exec(text);
  if (!match) return undefined;
  const [, clockText = '', suffix = ''] = match;
  const second = parseClock(clockText);
  if (second === undefined) return noSuchTime(clockText);
  const clock = dailyClock(suffix, text);
  if (typeof clock === 'object' && 'problem' in clock) return clock;
  return { kind: 'daily', second, clock, precision: precisionOf(clockText), text };
}

function dailyClock(suffix: string, text: string): DailyClock | TimeProblem {
  if (suffix === '') return 'project';
  if (suffix === 'Z') return { zone: 'UTC' };
  const word = suffix.startsWith(' ') ? suffix.slice(1) : suffix;
  const offsetSeconds = parseOffset(word);
  if (offsetSeconds !== undefined) return { offsetSeconds };
  if (word === suffix) return { problem: `not a time: ${JSON.stringify(text)}; ${WANTED_OF_DAY}` };
  if (word === 'local') return 'local';
  const zone = zoneNamed(word);
  return zone ? { zone: zone.name } : noSuchZone(word);
}

function parseWall(dayText: string, clockText: string, fraction: string | undefined): WallTime | TimeProblem {
  const day = parseDay(dayText);
  if (day === undefined) return { problem: `there is no day ${dayText}; wanted a day of the calendar` };

  const second = parseClock(clockText);
  if (second === undefined) return noSuchTime(clockText);

  if (fraction !== undefined)
    return { day, second: second + wholeMs(fraction) / MS_PER_SECOND, precision: 'ms' };
  return { day, second, precision: precisionOf(clockText) };
}

const noSuchTime = (clockText: string): TimeProblem => ({
  problem: `there is no time ${clockText}; wanted 00:00 to 23:59:59`,
});

const precisionOf = (clockText: string): Precision =>
  clockText.length > 'HH:MM'.length ? 'second' : 'minute';

/** Digits past the third are left out: the clock ticks in milliseconds. */
const wholeMs = (fraction: string): number => Number(fraction.slice(0, 3).padEnd(3, '0'));

function parseSuffix(
  wall: WallTime,
  suffix: string,
  text: string,
  projectZone: Zone,
): ParsedTime | TimeProblem {
  const { day, second, precision } = wall;
  const instant = (at: Instant): ParsedTime => ({ kind: 'instant', at, precision, text });

  if (suffix === '') return instant(toInstant(projectZone, day, second));
  if (suffix === 'Z') return instant(atOffset(wall, 0));

  const word = suffix.startsWith(' ') ? suffix.slice(1) : suffix;
  const offset = parseOffset(word);
  if (offset !== undefined) return instant(atOffset(wall, offset));

  if (word === suffix) return { problem: `not a time: ${JSON.stringify(text)}; ${WANTED}` };
  if (word === 'local') return { kind: 'local', day, second, precision, text };

  const zone = zoneNamed(word);
  if (zone) return instant(toInstant(zone, day, second));
  return noSuchZone(word);
}

const noSuchZone = (word: string): TimeProblem => ({
  problem: `no time zone is called ${JSON.stringify(word)}; wanted UTC, an IANA name, an offset such as +05:30, or local`,
  unknownZone: word,
});

/** Seconds east of Greenwich from `+05:30`, `+0530` or `+05`. */
function parseOffset(text: string): number | undefined {
  const match = OFFSET.exec(text);
  if (!match) return undefined;

  const hours = Number(match[2]);
  if (hours > OFFSET_HOURS_MAX) return undefined;
  const size = hours * 3600 + Number(match[3] ?? 0) * 60;
  return match[1] === '-' ? -size : size;
}

function atOffset({ day, second }: WallTime, offset: number): Instant {
  return day * MS_PER_DAY + Math.round((second - offset) * MS_PER_SECOND);
}

const WEEK_DAYS: readonly (readonly [string, WeekDay])[] = [
  ['monday', 0],
  ['tuesday', 1],
  ['wednesday', 2],
  ['thursday', 3],
  ['friday', 4],
  ['saturday', 5],
  ['sunday', 6],
];

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** `HH:MM` or `HH:MM:SS`, from 00:00 to 23:59:59. */
export function parseClock(text: string): SecondOfDay | undefined {
  const match = CLOCK.exec(text);
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0) : undefined;
}

/** `Mon` or `Monday`, in any letter case. */
export function parseWeekDay(text: string): WeekDay | undefined {
  const word = lower(text);
  return WEEK_DAYS.find(([name]) => name === word || name.slice(0, 3) === word)?.[1];
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['s', MS_PER_SECOND],
  ['second', MS_PER_SECOND],
  ['seconds', MS_PER_SECOND],
  ['m', MS_PER_MINUTE],
  ['minute', MS_PER_MINUTE],
  ['minutes', MS_PER_MINUTE],
  ['h', MS_PER_HOUR],
  ['hour', MS_PER_HOUR],
  ['hours', MS_PER_HOUR],
  ['d', MS_PER_DAY],
  ['day', MS_PER_DAY],
  ['days', MS_PER_DAY],
  ['w', 7 * MS_PER_DAY],
  ['week', 7 * MS_PER_DAY],
  ['weeks', 7 * MS_PER_DAY],
]);

const WORDS = /^(\d+(?:\.\d+)?) ?([a-z]+)$/i;
const ISO = /^P(?=[\dT])(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** A length in whole milliseconds; undefined: not a length, or not a whole number of milliseconds. */
export function parseDuration(text: string): number | undefined {
  const ms = fromWords(text) ?? fromIso(text);
  return ms !== undefined && Number.isSafeInteger(ms) ? ms : undefined;
}

function fromWords(text: string): number | undefined {
  const [, count, unit = ''] = WORDS.exec(text) ?? [];
  const unitMs = UNITS.get(lower(unit));
  return unitMs === undefined ? undefined : healedMs(Number(count) * unitMs);
}

/** Weeks to seconds; years and months have no fixed length. */
function fromIso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;

  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (
    (weeks! * 7 + days!) * MS_PER_DAY +
    hours! * MS_PER_HOUR +
    minutes! * MS_PER_MINUTE +
    healedMs(seconds! * MS_PER_SECOND)
  );
}

/** Heals the last digits of a decimal fraction: 1.1 × 1000 is to be 1100. */
function healedMs(ms: number): number {
  const whole = Math.round(ms);
  return Math.abs(ms - whole) < 1e-6 ? whole : ms;
}
