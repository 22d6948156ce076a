/** Schedules that never fall due: HQ would search for ever, we say so. */

import type { DayNumber } from '../model/instant.ts';
import { type FaultPlace, ScenarioFault } from '../model/scenario-fault.ts';
import type { Schedule, TimedSchedule } from '../model/schedule.ts';
import { civil, daysInMonth } from '../time/calendar.ts';

/** Months looked through for one that has the day wanted: 400 years, after which the calendar repeats. */
export const MONTHS_SEARCHED_MAX = 4_800;

/** A schedule's author can mend this: it names days that never come. */
export class NeverDue extends ScenarioFault {
  constructor(why: string, place?: FaultPlace) {
    super(why, 'a schedule that falls due some day', place);
    this.name = 'NeverDue';
  }
}

/** Why a schedule never falls due, when that is known before it runs; undefined: it can. */
export function neverYields(schedule: Schedule, startDay?: DayNumber): string | undefined {
  if (schedule.events.length === 0) return 'the schedule has no events';
  if (schedule.kind === 'alert') return undefined;
  if (schedule.repeatEvery === 0) return 'the schedule repeats every 0 days';
  if (schedule.repeatEvery > 0 || startDay === undefined) return undefined;
  return everFits(schedule, startDay) ? undefined : neverFits(schedule, startDay);
}

/** The sentence for a month-based schedule whose first day is in none of its months. */
export function neverFits(schedule: TimedSchedule, startDay: DayNumber): string {
  const { month } = civil(startDay + schedule.startOffset);
  const every = -schedule.repeatEvery;
  return `day ${schedule.events[0]?.day} never comes: every ${every} months from month ${month}, no month is that long`;
}

/** A month too short starts the next one from the first event, so the first alone decides. */
function everFits(schedule: TimedSchedule, startDay: DayNumber): boolean {
  const anchor = civil(startDay + schedule.startOffset);
  const day = schedule.events[0]!.day;
  for (let step = 0; step < MONTHS_SEARCHED_MAX; step += 1) {
    const month = anchor.month - 1 - step * schedule.repeatEvery;
    if (day <= daysInMonth(anchor.year + Math.floor(month / 12), (month % 12) + 1)) return true;
  }
  return false;
}
