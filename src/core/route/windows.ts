import type { Instant, SecondOfDay } from '../model/instant.ts';
import type { DayWindow } from '../model/project.ts';
import { weekDayOf } from '../time/calendar.ts';
import { toLocal, type Zone } from '../time/zone.ts';

/** Whether a time of a week day lies in one of the windows: both ends count, none crosses midnight. */
export function isInside(windows: readonly DayWindow[], weekDay: number, second: SecondOfDay): boolean {
  return windows.some(
    ({ day, from, to }) =>
      (day === -1 || day === weekDay) && (from === null || second >= from) && (to === null || second <= to),
  );
}

/**
 * The first moment in steps from `at` (itself included) that lies in a window, on the zone's clocks;
 * undefined: none up to `limitMs` later.
 */
export function firstAllowed(
  at: Instant,
  windows: readonly DayWindow[],
  zone: Zone,
  stepMs: number,
  limitMs: number,
): Instant | undefined {
  for (let moment = at; moment <= at + limitMs; moment += stepMs) {
    const { day, second } = toLocal(zone, moment);
    if (isInside(windows, weekDayOf(day), second)) return moment;
  }
  return undefined;
}
