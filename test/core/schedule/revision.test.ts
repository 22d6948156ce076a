import { expect, test } from 'vitest';
import type { TimedSchedule } from '../../../src/core/model/schedule.ts';
import { revisionOf } from '../../../src/core/schedule/revision.ts';
import { everyDays, fixed } from './helpers/schedule-contexts.ts';

const daily = everyDays(1, fixed('09:00'));
const random = (windowMinutes: number) =>
  everyDays(1, { day: 0, time: { kind: 'random', second: 32_400, windowMinutes } });
const byProperty = everyDays(1, { day: 0, time: { kind: 'property', property: 'at' } });

test.each<[string, TimedSchedule]>([
  ['the time', everyDays(1, fixed('10:00'))],
  ['the repeat', everyDays(2, fixed('09:00'))],
  ['the number of rounds', { ...daily, totalIterations: 3 }],
  ['the offset', { ...daily, startOffset: 1 }],
  ['the weekday', { ...daily, startDayOfWeek: 0 }],
  ['a window', random(60)],
])('changes with %s', (_story, other) => {
  expect(revision(other)).not.toBe(revision(daily));
});

test('changes with the length of a window and with the UTC option', () => {
  expect(revision(random(30))).not.toBe(revision(random(60)));
  expect(revisionOf(daily, true, () => undefined)).not.toBe(revision(daily));
});

test('a time from a property counts as the time it means', () => {
  expect(revision(byProperty, '9:00')).toBe(revision(daily));
  expect(revision(byProperty, '18:00')).not.toBe(revision(byProperty, '8:00'));
  expect(revision(byProperty, 'whenever')).toBe(revision(byProperty, '12:00'));
});

test('content counts for nothing', () => {
  const events = daily.events.map((event) => ({
    ...event,
    content: { kind: 'custom', texts: ['new'] } as const,
  }));
  expect(revision({ ...daily, events })).toBe(revision(daily));
});

function revision(schedule: TimedSchedule, at?: string): string {
  return revisionOf(schedule, false, () => at);
}
