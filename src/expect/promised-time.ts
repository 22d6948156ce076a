/** Times in expectations: a stretch of the clock as long as the precision they were written to. */
import type { ZoneEvidence } from '../core/model/because.ts';
import type { DailyClock, PromisedTime } from '../core/model/expectation.ts';
import { type Instant, MS_PER_DAY, MS_PER_MINUTE, MS_PER_SECOND } from '../core/model/instant.ts';
import { offsetSeconds, type Zone, zoneNamed } from '../core/time/zone.ts';
import type { Row } from './rows.ts';

/**
 * `from` is in it, `upTo` is not: instants; wall times (written as if UTC) on the clock `local`; or milliseconds since
 * midnight on the clock of a time of day.
 */
export interface PromisedSpan {
  readonly clock: 'utc' | 'local' | { readonly daily: DailyClock };
  readonly from: number;
  readonly upTo: number;
}

/** `09:00` is that minute, `09:00:00` that second. */
const lengths = { minute: MS_PER_MINUTE, second: MS_PER_SECOND, ms: 1 } as const;

export function promisedSpanOf({ at, local, daily, precision }: PromisedTime): PromisedSpan {
  const span = (clock: PromisedSpan['clock'], from: number): PromisedSpan => ({
    clock,
    from,
    upTo: from + lengths[precision],
  });
  if (daily) return span({ daily: daily.clock }, daily.second * MS_PER_SECOND);
  return local ? span('local', local.day * MS_PER_DAY + local.second * MS_PER_SECOND) : span('utc', at ?? 0);
}

/** The row's moment on the clock that the stretch is given on. */
export function momentOn({ clock }: PromisedSpan, row: Row, projectZone: Zone): number {
  if (clock === 'utc') return row.entry.at;
  if (clock === 'local') return wallOf(row, projectZone);
  return msOfDay(wallOn(clock.daily, row, projectZone));
}

/** The row's wall time on a clock that times of day are read on, written as if it were UTC. */
function wallOn(clock: DailyClock, row: Row, projectZone: Zone): number {
  const { at } = row.entry;
  if (clock === 'local') return wallOf(row, projectZone);
  if (clock === 'project') return wallIn(projectZone, at);
  if ('offsetSeconds' in clock) return at + clock.offsetSeconds * MS_PER_SECOND;
  return wallIn(zoneNamed(clock.zone) ?? projectZone, at);
}

/** The wall time of an instant, written as if it were UTC. */
export const wallIn = (zone: Zone, at: Instant): number => at + offsetSeconds(zone, at) * MS_PER_SECOND;

/** Milliseconds since midnight of a wall time. */
export const msOfDay = (wall: number): number => wall - Math.floor(wall / MS_PER_DAY) * MS_PER_DAY;

/** The row's wall time in the zone in force for it, written as if it were UTC. */
export function wallOf({ entry }: Row, projectZone: Zone): number {
  const offset = entry.local === undefined ? undefined : offsetIn(entry.local);
  return (
    entry.at + (offset ?? offsetSeconds(zoneOf(entry.because?.zone, projectZone), entry.at)) * MS_PER_SECOND
  );
}

/** How far the row lies outside the stretch: 0 within it, below 0 before it. Of a time of day the shorter way round. */
export function distanceTo(stretch: PromisedSpan, row: Row, projectZone: Zone): number {
  const moment = momentOn(stretch, row, projectZone);
  if (typeof stretch.clock === 'object') return distanceOfDay(stretch, moment);
  if (moment < stretch.from) return moment - stretch.from;
  return Math.max(0, moment - (stretch.upTo - 1));
}

function distanceOfDay({ from, upTo }: PromisedSpan, moment: number): number {
  if (moment >= from && moment < upTo) return 0;
  const later = msOfDay(moment - (upTo - 1));
  const earlier = msOfDay(from - moment);
  return later <= earlier ? later : -earlier;
}

/** An instant that stands for the time, for looking around in the journal; undefined for a time of day. */
export function roughInstant(time: PromisedTime, projectZone: Zone): Instant | undefined {
  const { clock, from } = promisedSpanOf(time);
  if (clock === 'utc') return from;
  return clock === 'local' ? from - offsetSeconds(projectZone, from) * MS_PER_SECOND : undefined;
}

/** The zone that was in force; the project's own when the line names none. */
const zoneOf = (evidence: ZoneEvidence | undefined, projectZone: Zone): Zone =>
  (evidence && zoneNamed(evidence.name, evidence.release)) ?? projectZone;

/** Seconds east of Greenwich at the end of an ISO 8601 time. */
function offsetIn(text: string): number | undefined {
  if (text.endsWith('Z')) return 0;
  const match = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (!match) return undefined;
  const size = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -size : size;
}
