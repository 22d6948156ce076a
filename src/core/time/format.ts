/** Moments as text: ISO 8601 for the journal, wall clock times for people. */
import { type Instant, MS_PER_DAY, MS_PER_SECOND } from '../model/instant.ts';
import { formatDay } from './calendar.ts';
import { offsetSeconds, type Zone } from './zone.ts';

const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

/** The day written last: most moments in a row fall on the same day. */
let lastDay = 0;
let lastDayText = '1970-01-01';

/** `2026-03-09T03:30:00.000Z` */
export function isoUtc(at: Instant): string {
  return `${isoWall(at)}Z`;
}

/** `2026-03-09T09:00:00.000+05:30`; an offset that has seconds (before 1973) shows them. */
export function isoLocal(zone: Zone, at: Instant): string {
  const offset = offsetSeconds(zone, at);
  return isoWall(at + offset * MS_PER_SECOND) + offsetText(offset);
}

/** `2026-03-09 09:00`, with seconds when they are not 0. */
export function wallText(zone: Zone, at: Instant): string {
  const wall = at + offsetSeconds(zone, at) * MS_PER_SECOND;
  const day = Math.floor(wall / MS_PER_DAY);
  const second = Math.floor((wall - day * MS_PER_DAY) / MS_PER_SECOND);
  const clock = `${dayText(day)} ${clockText(second)}`;
  return second % 60 === 0 ? clock : `${clock}:${TWO_DIGITS[second % 60]}`;
}

/** A wall time written as if it were UTC. */
function isoWall(wall: number): string {
  const day = Math.floor(wall / MS_PER_DAY);
  const msOfDay = wall - day * MS_PER_DAY;
  const second = Math.floor(msOfDay / MS_PER_SECOND);
  const ms = Math.floor(msOfDay - second * MS_PER_SECOND);
  return `${dayText(day)}T${clockText(second)}:${TWO_DIGITS[second % 60]}.${threeDigits(ms)}`;
}

function dayText(day: number): string {
  if (day !== lastDay) {
    lastDay = day;
    lastDayText = formatDay(day);
  }
  return lastDayText;
}

function clockText(second: number): string {
  const minute = Math.floor(second / 60);
  return `${TWO_DIGITS[Math.floor(minute / 60)]}:${TWO_DIGITS[minute % 60]}`;
}

/** `+05:30` */
export function offsetText(offset: number): string {
  const size = Math.abs(offset);
  const text = `${offset < 0 ? '-' : '+'}${clockText(size)}`;
  return size % 60 === 0 ? text : `${text}:${TWO_DIGITS[size % 60]}`;
}

const threeDigits = (ms: number): string => `${Math.floor(ms / 100)}${TWO_DIGITS[ms % 100]}`;
