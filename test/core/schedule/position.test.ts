import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../src/core/model/entry.ts';
import {
  afterHandling,
  begin,
  fastForward,
  NeverDue,
  neverYields,
  next,
  recalculate,
  type ScheduleContext,
} from '../../../src/core/schedule/position.ts';
import { parseDay } from '../../../src/core/time/calendar.ts';
import { at, context, everyDays, fixed, local, monthly, waits } from './helpers/schedule-contexts.ts';

describe('the first event', () => {
  test.each([
    [
      'today, while its time is still ahead',
      everyDays(1, fixed('09:00')),
      '2024-05-15T08:00Z',
      '2024-05-15 09:00',
      [],
    ],
    [
      'tomorrow, when the time has gone by',
      everyDays(1, fixed('09:00')),
      '2024-05-15T10:00Z',
      '2024-05-16 09:00',
      ['start_shifted 2024-05-15 09:00'],
    ],
    ['now itself is not yet past', everyDays(1, fixed('09:00')), '2024-05-15T09:00Z', '2024-05-15 09:00', []],
    [
      'the next chosen weekday; today is a Wednesday',
      { ...everyDays(7, fixed('09:00')), startDayOfWeek: 0 },
      '2024-05-15T20:00Z',
      '2024-05-20 09:00',
      [],
    ],
    [
      'next week, when the first of this week has gone by: Wednesday is lost with Monday',
      { ...everyDays(7, fixed('12:00'), fixed('12:00', 2)), startDayOfWeek: 0 },
      '2024-05-13T20:00Z',
      '2024-05-20 12:00',
      ['week_lost 2024-05-13 12:00', 'week_lost 2024-05-15 12:00'],
    ],
    [
      'the first of next month, when the first of this has gone by: the 15th is lost with it',
      monthly(1, fixed('09:00', 1), fixed('09:00', 15)),
      '2024-05-10T08:00Z',
      '2024-06-01 09:00',
      ['start_shifted 2024-05-01 09:00', 'start_shifted 2024-05-15 09:00'],
    ],
    [
      'December moves to January',
      monthly(1, fixed('09:00', 5)),
      '2024-12-10T08:00Z',
      '2025-01-05 09:00',
      ['start_shifted 2024-12-05 09:00'],
    ],
    [
      'after one shift it may still be in the past, and is passed over singly',
      { ...everyDays(3, fixed('09:00')), startOffset: -2 },
      '2024-05-15T08:00Z',
      '2024-05-17 09:00',
      ['start_shifted 2024-05-13 09:00', 'past_start 2024-05-14 09:00'],
    ],
  ])('is %s', (_story, schedule, now, first, passed) => {
    const works = context(schedule);
    expect(local(begin(works, at(now)).due)).toBe(first);
    expect(works.told).toEqual(passed);
  });

  test('a given start date is kept, and past events are passed over singly', () => {
    const works = context(monthly(1, fixed('09:00', 1), fixed('09:00', 15)));
    const position = begin(works, at('2024-05-10T08:00Z'), parseDay('2024-05-01'));
    expect(local(position.due)).toBe('2024-05-15 09:00');
    expect(works.told).toEqual(['past_start 2024-05-01 09:00']);
  });

  test('a schedule wholly in the past ends inactive, holding the due that would have been next', () => {
    const works = context({ ...everyDays(1, fixed('09:00')), totalIterations: 2 });
    const position = begin(works, at('2024-05-10T08:00Z'), parseDay('2024-05-01'));
    expect(position).toMatchObject({ active: false, iteration: 3, due: at('2024-05-03T09:00Z') });
  });

  test('an alert waits from now and is not fast-forwarded', () => {
    const position = begin(context(waits(-5)), at('2024-05-10T08:00Z'));
    expect(position).toEqual({
      event: 0,
      iteration: 1,
      due: at('2024-05-10T07:55Z'),
      active: true,
      startDay: 0,
    });
  });
});

describe('months that are too short', () => {
  test('a month without the day is an iteration lost, with the rest of its events', () => {
    const works = context(monthly(1, fixed('09:00', 15), fixed('09:00', 31)));
    const position = begin(works, at('2024-04-01T00:00Z'), parseDay('2024-04-01'));
    next(works, position);
    expect(position).toMatchObject({ event: 0, iteration: 2, due: at('2024-05-15T09:00Z') });
    expect(works.told).toEqual(['month_skipped 2024-04-30 09:00']);
  });

  test.each([
    ['the last of a leap February', -1, '2024-02-29 09:00'],
    ['28 days before its end', -28, '2024-02-02 09:00'],
  ])('days from the end exist in every month: %s', (_story, day, first) => {
    const works = context(monthly(1, fixed('09:00', day)));
    expect(local(begin(works, at('2024-02-01T00:00Z'), parseDay('2024-02-01')).due)).toBe(first);
  });

  test.each([
    ['30 February every year', monthly(12, fixed('09:00', 30)), '2024-02-01', true],
    ['29 February every year', monthly(12, fixed('09:00', 29)), '2023-02-01', false],
    ['29 February of odd years only', monthly(24, fixed('09:00', 29)), '2023-02-01', true],
    ['day 31 every month', monthly(1, fixed('09:00', 31)), '2024-02-01', false],
    [
      'day 31 after a first event that always comes',
      monthly(12, fixed('09:00', 1), fixed('09:00', 31)),
      '2024-02-01',
      false,
    ],
  ])('%s never comes, or does: told before the run, and thrown in it', (_story, schedule, start, isNever) => {
    expect(neverYields(schedule, parseDay(start)) !== undefined).toBe(isNever);
    const start1 = () => begin(context(schedule), at('2023-01-01T00:00Z'), parseDay(start));
    if (isNever) expect(start1).toThrow(NeverDue);
    else expect(start1).not.toThrow();
  });

  test.each([
    ['no events', everyDays(1), 'the schedule has no events'],
    ['a repeat of zero', everyDays(0, fixed('09:00')), 'the schedule repeats every 0 days'],
  ])('%s is a clear error, not an endless search', (_story, schedule, message) => {
    expect(neverYields(schedule)).toBe(message);
    expect(() => begin(context(schedule), 0)).toThrow(message);
  });
});

describe('after a handling', () => {
  test.each<[string, readonly number[], string, number, string, readonly string[]]>([
    [
      'handled at its due, only what is due no later goes by',
      [0, 5, 0, 60],
      '2024-05-10T08:00Z',
      1,
      '2024-05-10 08:05',
      [],
    ],
    [
      'handled ten minutes late, both five-minute events go by',
      [0, 5, 0, 60],
      '2024-05-10T08:10Z',
      3,
      '2024-05-10 09:05',
      ['overtaken 2024-05-10 08:05', 'overtaken 2024-05-10 08:05'],
    ],
    [
      'an event due at the same instant goes by',
      [0, 0, 60],
      '2024-05-10T08:00Z',
      2,
      '2024-05-10 09:00',
      ['same_due 2024-05-10 08:00'],
    ],
  ])('%s', (_story, minutes, now, event, due, passed) => {
    const works = context(waits(...minutes));
    const position = begin(works, at('2024-05-10T08:00Z'));
    afterHandling(works, position, at(now));
    expect([position.event, local(position.due)]).toEqual([event, due]);
    expect(works.told).toEqual(passed);
  });

  test('a finished alert wraps round and holds its last due plus its first wait', () => {
    const works = context(waits(10));
    const position = begin(works, at('2024-05-10T08:00Z'));
    afterHandling(works, position, position.due);
    expect(position).toMatchObject({ event: 0, iteration: 2, active: false, due: at('2024-05-10T08:20Z') });
  });

  test('on the day that Apia skipped, two daily events share an instant and one goes by', () => {
    const works = context(everyDays(1, fixed('12:00')), 'Pacific/Apia');
    const position = begin(works, at('2011-12-30T00:00Z'), parseDay('2011-12-30'));
    expect(position.due).toBe(at('2011-12-30T22:00Z'));
    afterHandling(works, position, position.due);
    expect(position.due).toBe(at('2011-12-31T22:00Z'));
    expect(works.reasons).toEqual(['same_due'] satisfies Reason[]);
  });
});

test('nine in the morning stays nine in the morning when the clocks change', () => {
  const works = context(everyDays(1, fixed('09:00')), 'America/New_York');
  const position = begin(works, at('2024-03-09T00:00Z'), parseDay('2024-03-09'));
  const dues = [position.due];
  next(works, position);
  dues.push(position.due);
  expect(dues).toEqual([at('2024-03-09T14:00Z'), at('2024-03-10T13:00Z')]);
});

test('a random window is drawn anew at every computation and may run past midnight', () => {
  const draws = [119, 0];
  const random = { day: 0, time: { kind: 'random', second: 23 * 3600, windowMinutes: 120 } } as const;
  const works: ScheduleContext = {
    ...context(everyDays(1, random)),
    drawMinute: () => draws.shift() ?? Number.NaN,
  };
  const position = begin(works, at('2024-05-10T00:00Z'), parseDay('2024-05-10'));
  expect(local(position.due)).toBe('2024-05-11 00:59');
  next(works, position);
  expect(local(position.due)).toBe('2024-05-11 23:00');
});

test('a restart goes back to the first event, active, and passes over the past', () => {
  const works = context({ ...everyDays(1, fixed('09:00')), totalIterations: 3 });
  const position = begin(works, at('2024-05-01T00:00Z'), parseDay('2024-05-01'));
  fastForward(works, position, at('2024-06-01T00:00Z'));
  expect(position.active).toBe(false);
  recalculate(works, position, at('2024-06-01T10:00Z'), parseDay('2024-06-01'));
  expect(position).toMatchObject({ event: 0, iteration: 2, active: true, due: at('2024-06-02T09:00Z') });
});
