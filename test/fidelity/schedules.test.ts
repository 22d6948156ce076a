import { expect, test } from 'vitest';
import { type Instant, MS_PER_HOUR } from '../../src/core/model/instant.ts';
import {
  afterHandling,
  begin,
  fastForward,
  next,
  type Position,
  type ScheduleContext,
} from '../../src/core/schedule/position.ts';
import { formatDay, parseDay } from '../../src/core/time/calendar.ts';
import { isoUtc } from '../../src/core/time/format.ts';
import { zoneNamed } from '../../src/core/time/zone.ts';
import {
  type RowDue,
  type RowState,
  type ScheduleRow,
  scheduleOf,
  scheduleRows,
} from './helpers/schedule-rows.ts';

const STALE_MS = 48 * MS_PER_HOUR;
const rows = scheduleRows();

test('every recorded life is created, stepped and ended as HQ does', () => {
  expect(rows.length).toBeGreaterThan(1_400);
  for (const row of rows) expect(stepsOf(row), row.id).toEqual(recordedSteps(row));
});

test('every recorded event is sent once, whatever else falls due at its instant', () => {
  for (const row of rows) expect(sendsOf(row), row.id).toEqual({ ...row.expect, leftDraws: 0 });
});

/** HQ's handler called directly, with its lock on the due time. */
function stepsOf(row: ScheduleRow) {
  const { context, isTimed } = contextOf(row);
  const position = begin(context, instant(row.now), startDay(row));
  const states = [stateOf(position, isTimed)];
  const sent: boolean[] = [];
  const locked = new Set<Instant>();
  for (const step of row.steps) {
    const now = instant(step.now);
    const isSent = now - position.due <= STALE_MS && !locked.has(position.due);
    if (isSent) locked.add(position.due);
    sent.push(isSent);
    next(context, position);
    fastForward(context, position, now);
    states.push(stateOf(position, isTimed));
  }
  return { states, sent };
}

function recordedSteps(row: ScheduleRow) {
  return {
    states: [row.created, ...row.steps.map((step) => step.after)],
    sent: row.steps.map((step) => step.sent),
  };
}

/** Our own way: an event handled at its due takes with it what falls due no later. */
function sendsOf(row: ScheduleRow) {
  const { context, isTimed, leftDraws } = contextOf(row);
  const position = begin(context, instant(row.now), startDay(row));
  const events: RowDue[] = [];
  for (const step of row.steps) {
    if (step.due.utc !== utcText(position.due)) continue;
    if (step.sent) events.push(dueOf(position, step.due.local));
    afterHandling(context, position, instant(step.now));
  }
  const final = stateOf(position, isTimed);
  return { events, active_after: position.active, final, leftDraws: leftDraws() };
}

function contextOf(row: ScheduleRow) {
  const draws = [...(row.random_minutes ?? [])];
  const schedule = scheduleOf(row.schedule);
  const context: ScheduleContext = {
    schedule,
    zone: zoneNamed(row.effective_tz)!,
    property: (name) => row.case_properties[name],
    drawMinute: () => draws.shift() ?? Number.NaN,
    passed: () => undefined,
  };
  return { context, isTimed: schedule.kind === 'timed', leftDraws: () => draws.length };
}

function startDay(row: ScheduleRow): number | undefined {
  return row.start.start_date === null ? undefined : parseDay(row.start.start_date);
}

function stateOf(position: Position, isTimed: boolean): RowState {
  return {
    current_event_num: position.event,
    schedule_iteration_num: position.iteration,
    next_event_due: utcText(position.due),
    active: position.active,
    ...(isTimed ? { start_date: formatDay(position.startDay) } : {}),
  };
}

function dueOf({ due, event, iteration }: Position, local: string): RowDue {
  return { utc: utcText(due), local, event_num: event, iteration };
}

const instant = (text: string): Instant => Date.parse(text);
/** Rows tell whole seconds, though HQ keeps the fraction. */
const utcText = (at: Instant): string => isoUtc(at).replace(/\.\d{3}Z$/, 'Z');
