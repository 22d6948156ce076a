/** When an event of a timed schedule falls due: local days and times first, then the zone (docs/hq/scheduling.md#s3). */
import type { Reason } from '../model/entry.ts';
import type { DayNumber, Instant } from '../model/instant.ts';
import type { EventTime, TimedSchedule } from '../model/schedule.ts';
import { civil, dayNumber, daysInMonth, weekDayOf } from '../time/calendar.ts';
import { toInstant } from '../time/zone.ts';
import { timeFrom } from './event-time.ts';
import { MONTHS_SEARCHED_MAX, NeverDue, neverFits } from './never-due.ts';
import type { Position, ScheduleContext } from './schedule-context.ts';

/** Sets `due` of the event the position stands at; a month that is too short moves the position on. */
export function computeTimedDue(context: ScheduleContext, schedule: TimedSchedule, position: Position): void {
  const day =
    schedule.repeatEvery > 0
      ? dayInRound(schedule, position, position.event)
      : dayOfFittingMonth(context, schedule, position);
  const { time } = schedule.events[position.event]!;
  const second = time.kind === 'fixed' ? time.second : drawnSecond(context, time);
  position.due = toInstant(context.zone, day, second);
}

/** Reports the events of the position's round, from one on: the round is lost. Draws nothing. */
export function passRound(
  context: ScheduleContext,
  schedule: TimedSchedule,
  reason: Reason,
  position: Position,
  fromEvent: number,
): void {
  for (let event = fromEvent; event < schedule.events.length; event += 1) {
    const { iteration } = position;
    context.passed(reason, { event, iteration, due: earliestDue(context, schedule, position, event) });
  }
}

/** 3.1: all in local calendar days, so 09:00 stays 09:00 across a change of the clocks. */
function dayInRound(schedule: TimedSchedule, position: Position, event: number): DayNumber {
  const { repeatEvery, startDayOfWeek, startOffset } = schedule;
  const base = position.startDay + startOffset;
  const ahead = startDayOfWeek === -1 ? 0 : (startDayOfWeek - weekDayOf(base) + 7) % 7;
  return base + ahead + (position.iteration - 1) * repeatEvery + schedule.events[event]!.day;
}

/** 3.2: a month without the day is lost with the rest of its events, and counts as an iteration. */
function dayOfFittingMonth(context: ScheduleContext, schedule: TimedSchedule, position: Position): DayNumber {
  for (let step = 0; step < MONTHS_SEARCHED_MAX; step += 1) {
    const first = firstOfMonth(schedule, position);
    const length = lengthOfMonth(first);
    const { day } = schedule.events[position.event]!;
    if (day <= length) return first + dayInMonth(day, length);

    passRound(context, schedule, 'month_skipped', position, position.event);
    position.iteration += 1;
    position.event = 0;
  }
  throw new NeverDue(neverFits(schedule, position.startDay), context.place?.());
}

function firstOfMonth(schedule: TimedSchedule, position: Position): DayNumber {
  const anchor = civil(position.startDay + schedule.startOffset);
  const months = anchor.month - 1 - (position.iteration - 1) * schedule.repeatEvery;
  return dayNumber(anchor.year + Math.floor(months / 12), (months % 12) + 1, 1);
}

function lengthOfMonth(first: DayNumber): number {
  const { year, month } = civil(first);
  return daysInMonth(year, month);
}

/** Days after the first; -1 is the last day of the month. */
const dayInMonth = (day: number, length: number): number => (day > 0 ? day : length + day + 1) - 1;

/** Of a lost event only the earliest time is known: nothing was drawn, and a missing day becomes the last. */
function earliestDue(
  context: ScheduleContext,
  schedule: TimedSchedule,
  position: Position,
  event: number,
): Instant {
  const { day, time } = schedule.events[event]!;
  const second = time.kind === 'property' ? timeFrom(context.property(time.property)) : time.second;
  if (schedule.repeatEvery > 0) {
    return toInstant(context.zone, dayInRound(schedule, position, event), second);
  }
  const first = firstOfMonth(schedule, position);
  const length = lengthOfMonth(first);
  return toInstant(context.zone, first + dayInMonth(Math.min(day, length), length), second);
}

/** Seconds past midnight; a random window may run on into the next day. */
function drawnSecond(context: ScheduleContext, time: Exclude<EventTime, { kind: 'fixed' }>): number {
  return time.kind === 'random'
    ? time.second + context.drawMinute(time.windowMinutes) * 60
    : timeFrom(context.property(time.property));
}
