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
  const { repeatEvery, totalIterations, startOffset, startDayOfWeek, events } = schedule;
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
