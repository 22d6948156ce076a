/** The life of an instance's position: begin, next, fast-forward (docs/hq/scheduling.md#s4). */
import { type DayNumber, type Instant, MS_PER_MINUTE } from '../model/instant.ts';
import type { AlertSchedule, TimedSchedule } from '../model/schedule.ts';
import { civil, dayNumber } from '../time/calendar.ts';
import { isoUtc } from '../time/format.ts';
import { toLocal } from '../time/zone.ts';
import { NeverDue, neverYields } from './never-due.ts';
import type { Position, ScheduleContext } from './schedule-context.ts';
import { computeTimedDue, passRound } from './timed-due.ts';

export { NeverDue, neverYields } from './never-due.ts';
export type { Position, ScheduleContext } from './schedule-context.ts';

/** Events one fast-forward may pass over: daily since the year 1 is under a million. */
const FAST_FORWARD_STEPS_MAX = 4_000_000;

/**
 * The first position of a new instance. Without a start day it is today for the recipient, moved once
 * where the first event has already gone by; with one, past events are passed over singly.
 * @throws NeverDue where the schedule has no event that ever comes.
 */
export function begin(context: ScheduleContext, now: Instant, startDay?: DayNumber): Position {
  const position: Position = { event: 0, iteration: 1, due: now, active: true, startDay: 0 };
  recalculate(context, position, now, startDay);
  return position;
}

/** Starts an existing instance anew, from a start day or the automatic one. */
export function recalculate(
  context: ScheduleContext,
  position: Position,
  now: Instant,
  startDay?: DayNumber,
): void {
  const { schedule } = context;
  position.event = 0;
  position.iteration = 1;
  position.active = true;
  position.due = now;
  if (schedule.events.length === 0 || (schedule.kind === 'timed' && schedule.repeatEvery === 0)) {
    throw new NeverDue(neverYields(schedule)!, context.place?.());
  }
  if (schedule.kind === 'alert') {
    addWait(schedule, position);
    return;
  }
  position.startDay = startDay ?? toLocal(context.zone, now).day;
  computeTimedDue(context, schedule, position);
  if (startDay === undefined && position.due < now) shiftStart(context, schedule, position);
  fastForward(context, position, now);
}

/** Computes the due of the event the position stands at. An alert's wait counts from the due before. */
function computeDue(context: ScheduleContext, position: Position): void {
  const { schedule } = context;
  if (schedule.kind === 'alert') addWait(schedule, position);
  else computeTimedDue(context, schedule, position);
}

/** Moves on by one event (4.2). The due is computed even where the schedule turns out to be finished. */
export function next(context: ScheduleContext, position: Position): void {
  const { schedule } = context;
  position.event += 1;
  if (position.event >= schedule.events.length) {
    position.event = 0;
    position.iteration += 1;
  }
  computeDue(context, position);
  const iterations = schedule.kind === 'alert' ? 1 : schedule.totalIterations;
  if (iterations !== -1 && position.iteration > iterations) position.active = false;
}

/**
 * Passes over what is due before now (4.3). After a handling, `handledDue` is the due just handled:
 * what falls due no later than that is passed over too, because HQ's handler is always a little late.
 */
export function fastForward(
  context: ScheduleContext,
  position: Position,
  now: Instant,
  handledDue = Number.NEGATIVE_INFINITY,
): void {
  const isAfterHandling = handledDue !== Number.NEGATIVE_INFINITY;
  let steps = 0;
  while (position.active && (position.due < now || position.due <= handledDue)) {
    const reason = position.due === handledDue ? 'same_due' : isAfterHandling ? 'overtaken' : 'past_start';
    context.passed(reason, position);
    next(context, position);
    steps += 1;
    if (steps > FAST_FORWARD_STEPS_MAX) {
      throw new NeverDue(`no event of the schedule is after ${isoUtc(now)}`, context.place?.());
    }
  }
}

/** From the event just handled to the next that can still be sent. */
export function afterHandling(context: ScheduleContext, position: Position, now: Instant): void {
  const handledDue = position.due;
  next(context, position);
  fastForward(context, position, now, handledDue);
}

function addWait(schedule: AlertSchedule, position: Position): void {
  position.due += schedule.events[position.event]!.waitMinutes * MS_PER_MINUTE;
}

/** 4.1: the first event has gone by, so the start moves once: by a day, a week, or to the next month. */
function shiftStart(context: ScheduleContext, schedule: TimedSchedule, position: Position): void {
  if (schedule.repeatEvery < 0) {
    passRound(context, schedule, 'start_shifted', position, position.event);
    const { year, month } = civil(position.startDay);
    position.startDay = month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
    position.event = 0;
    position.iteration = 1;
  } else if (schedule.startDayOfWeek === -1) {
    context.passed('start_shifted', position);
    position.startDay += 1;
  } else {
    passRound(context, schedule, 'week_lost', position, 0);
    position.startDay += 7;
  }
  computeTimedDue(context, schedule, position);
}
