/** What HQ accepts of an alert in silence, and what its author will wonder about (docs/hq/scheduling.md#s11). */
import type { Rule } from '../core/model/alert.ts';
import type { EventTime, Schedule, TimedEvent, TimedSchedule } from '../core/model/schedule.ts';
import type { ParseContext } from './parse-context.ts';

/** The only way that no criteria never hold: it looks like "always" and is "never". */
export function noteRule(name: string, rule: Rule, context: ParseContext): void {
  if (rule.operator !== 'ANY' || rule.criteria.length > 0) return;
  const message = `${name}: any of no criteria never holds, so it never sends`;
  context.notice('ANY_WITHOUT_CRITERIA', message, { alert: name }, 'leave out when, if it is for every case');
}

export function noteSchedule(name: string, schedule: Schedule, context: ParseContext): void {
  noteShortMonths(name, schedule, context);
  const twins = sameDueIn(schedule);
  if (!twins) return;
  const [first, second] = twins;
  context.notice(
    'SAME_DUE',
    `${name}: events ${first + 1} and ${second + 1} can fall due at the same time: only the first is sent`,
    { alert: name },
    'set them 5 minutes apart, or make two alerts of them',
  );
}

function noteShortMonths(name: string, schedule: Schedule, context: ParseContext): void {
  if (schedule.kind === 'alert' || schedule.repeatEvery > 0) return;
  const days = schedule.events.map(({ day }) => day).filter((day) => day > 28);
  if (days.length === 0) return;
  const loses = schedule.events.length > 1 ? 'loses the rest of its events' : 'is skipped';
  context.notice(
    'SHORT_MONTHS',
    `${name}: a month without day ${days[0]} ${loses}, and counts as a round all the same`,
    { alert: name },
    '-1 is the last day of every month',
  );
}

/** Indexes of the first two events that can share a due time. */
function sameDueIn(schedule: Schedule): readonly [number, number] | undefined {
  if (schedule.kind === 'alert') {
    const second = schedule.events.findIndex(({ waitMinutes }, index) => index > 0 && waitMinutes === 0);
    return second < 0 ? undefined : [second - 1, second];
  }
  for (const [second, event] of schedule.events.entries()) {
    const first = schedule.events.slice(0, second).findIndex((other) => canMeet(schedule, other, event));
    if (first >= 0) return [first, second];
  }
  return undefined;
}

function canMeet(schedule: TimedSchedule, one: TimedEvent, other: TimedEvent): boolean {
  if (!isSameTime(one.time, other.time)) return false;
  if (schedule.repeatEvery < 0) return canBeSameDayOfMonth(one.day, other.day);
  const apart = one.day - other.day;
  return schedule.totalIterations === 1 ? apart === 0 : apart % schedule.repeatEvery === 0;
}

/** Two properties both fall back to 12:00 when they hold no time. */
function isSameTime(one: EventTime, other: EventTime): boolean {
  if (one.kind === 'fixed' && other.kind === 'fixed') return one.second === other.second;
  return one.kind === 'property' && other.kind === 'property';
}

/** Day 28 and day -1 meet in a February. */
function canBeSameDayOfMonth(one: number, other: number): boolean {
  return [28, 29, 30, 31].some((length) => dayIn(length, one) === dayIn(length, other));
}

/** A day too long for the month is a day apart from all others. */
function dayIn(length: number, day: number): number {
  if (day > length) return day + 100;
  return day > 0 ? day : length + day + 1;
}
