/** Nights and clock changes of a zone, as stretches of the timeline. */
import type { Instant } from '../../core/model/instant.ts';
import { dayNumber } from '../../core/time/calendar.ts';
import { toInstant, toLocal, type Zone } from '../../core/time/zone.ts';
import { firstFrom, type Span } from './timeline-model.ts';

const NIGHT_FROM_SECOND = 21 * 3600;
const NIGHT_TO_SECOND = 7 * 3600;
/** More nights than this would be narrower than a line. */
const NIGHTS_MAX = 400;
const DAY_MS = 86_400_000;

/** 21:00 to 07:00 of each day in sight; none when there are too many to distinguish. */
export function nightsIn(zone: Zone, { from, to }: Span): Span[] {
  if ((to - from) / DAY_MS > NIGHTS_MAX) return [];
  const first = toLocal(zone, from as Instant).day - 1;
  const last = toLocal(zone, to as Instant).day;
  const nights: Span[] = [];
  for (let day = first; day <= last; day += 1) {
    nights.push({
      from: toInstant(zone, dayAt(day), NIGHT_FROM_SECOND as Parameters<typeof toInstant>[2]),
      to: toInstant(zone, dayAt(day + 1), NIGHT_TO_SECOND as Parameters<typeof toInstant>[2]),
    });
  }
  return nights;
}

export interface ClockChange {
  readonly at: number;
  /** +1 when the clock goes forward an hour. */
  readonly hours: number;
}

/** When the clock on the wall jumps. */
export function clockChangesIn({ startsAt, offsets }: Zone, { from, to }: Span): ClockChange[] {
  const changes: ClockChange[] = [];
  for (let index = Math.max(1, firstFrom(startsAt, from)); index < offsets.length; index += 1) {
    const at = startsAt[index]!;
    if (at > to) break;
    changes.push({ at, hours: (offsets[index]! - offsets[index - 1]!) / 3600 });
  }
  return changes.filter(({ hours }) => hours !== 0);
}

const EPOCH_DAY = dayNumber(1970, 1, 1);
const dayAt = (day: number): typeof EPOCH_DAY => day as typeof EPOCH_DAY;
