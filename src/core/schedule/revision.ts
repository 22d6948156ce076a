import type { EventTime, TimedSchedule } from '../model/schedule.ts';
import { timeFrom } from './event-time.ts';

/**
 * What of a schedule makes instances recompute when it changes (docs/hq/scheduling.md#s4-5): HQ hashes it, we
 * keep it readable. A time from a property counts as the time it means now.
 */
export function revisionOf(
  schedule: TimedSchedule,
  utcDefault: boolean,
  property: (name: string) => string | undefined,
): string {
  const known = (utcDefault ? fixedInUtc : fixed).get(schedule);
  if (known !== undefined) return known;
  const revision = revisionNow(schedule, utcDefault, property);
  if (schedule.events.every(({ time }) => time.kind !== 'property'))
    (utcDefault ? fixedInUtc : fixed).set(schedule, revision);
  return revision;
}

/** Of schedules that no case changes: each save of a case asks. */
const fixed = new WeakMap<TimedSchedule, string>();
const fixedInUtc = new WeakMap<TimedSchedule, string>();

function revisionNow(
  { repeatEvery, totalIterations, startOffset, startDayOfWeek, events }: TimedSchedule,
  utcDefault: boolean,
  property: (name: string) => string | undefined,
): string {
  const times = events.map(({ day, time }) => [day, ...timeFacts(time, property)]);
  return JSON.stringify([repeatEvery, totalIterations, startOffset, startDayOfWeek, times, utcDefault]);
}

/** Whole seconds, as HQ writes them; a window only where there is one. */
function timeFacts(time: EventTime, property: (name: string) => string | undefined): number[] {
  switch (time.kind) {
    case 'fixed':
      return [Math.floor(time.second)];
    case 'random':
      return [Math.floor(time.second), time.windowMinutes];
    case 'property':
      return [Math.floor(timeFrom(property(time.property)))];
  }
}
