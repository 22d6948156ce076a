/** Wall times for people, from the same pinned zone table that the rehearsal uses. */

import type { Instant } from '../core/model/instant.ts';
import { civil, weekDayOf } from '../core/time/calendar.ts';
import { parseTime } from '../core/time/parse-time.ts';
import { type LocalTime, toLocal, type Zone, zoneNamed } from '../core/time/zone.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The zone by its name; UTC when there is no such zone. */
export const zoneOr = (name: string | undefined): Zone => zoneNamed(name ?? '') ?? zoneNamed('UTC')!;

/** `10:05` or, with seconds, `10:05:09` */
export function clockText(zone: Zone, ms: number, withSeconds = false): string {
  const { second } = local(zone, ms);
  const minutes = Math.floor(second / 60);
  const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return withSeconds ? `${clock}:${two(Math.floor(second) % 60)}` : clock;
}

/** `Mon 9 Mar 2026` */
export function dayText(zone: Zone, ms: number): string {
  const { day } = local(zone, ms);
  const { year, month, day: date } = civil(day);
  return `${DAYS[weekDayOf(day)]} ${date} ${MONTHS[month - 1]} ${year}`;
}

/** `9 Mar 09:00` */
export function shortText(zone: Zone, ms: number): string {
  const { month, day } = civil(local(zone, ms).day);
  return `${day} ${MONTHS[month - 1]} ${clockText(zone, ms)}`;
}

/** `2026-03-09T09:00`, as a date field wants it. */
export function fieldText(zone: Zone, ms: number): string {
  const { year, month, day } = civil(local(zone, ms).day);
  return `${year}-${two(month)}-${two(day)}T${clockText(zone, ms)}`;
}

/** What a date field holds, as a moment in a zone; undefined when it holds none. */
export function momentOf(zone: Zone, field: string): number | undefined {
  const parsed = parseTime(field.replace('T', ' '), zone);
  return 'kind' in parsed && parsed.kind === 'instant' ? parsed.at : undefined;
}

/** `6 d 22 h`, the two largest units. */
export function lengthText(ms: number): string {
  const units: [number, string][] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ];
  const first = units.findIndex(([size]) => Math.abs(ms) >= size);
  if (first < 0) return '0 s';
  const [size, unit] = units[first]!;
  const [nextSize, nextUnit] = units[first + 1] ?? [0, ''];
  const rest = nextSize === 0 ? 0 : Math.floor((Math.abs(ms) % size) / nextSize);
  return `${Math.floor(Math.abs(ms) / size)} ${unit}${rest > 0 ? ` ${rest} ${nextUnit}` : ''}`;
}

/** Is it the same day there? */
export const isSameDay = (zone: Zone, one: number, other: number): boolean =>
  local(zone, one).day === local(zone, other).day;

function local(zone: Zone, ms: number): LocalTime {
  return toLocal(zone, ms as Instant);
}

const two = (value: number): string => String(value).padStart(2, '0');
