import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  civil,
  dayNumber,
  daysInMonth,
  formatDay,
  parseDay,
  weekDayOf,
} from '../../../src/core/time/calendar.ts';

const MS_PER_DAY = 86_400_000;
const anyDay = fc.integer({ min: dayNumber(1, 1, 1), max: dayNumber(9999, 12, 31) });

describe('day numbers', () => {
  test.each([
    ['the epoch', '1970-01-01', 0],
    ['the day before it', '1969-12-31', -1],
    ['a leap day', '2024-02-29', 19_782],
    ['the leap day of a century that has one', '2000-02-29', 11_016],
    ['the first day', '0001-01-01', -719_162],
    ['the last day', '9999-12-31', 2_932_896],
  ])('%s is counted from 1970-01-01', (_story, text, day) => {
    expect(parseDay(text)).toBe(day);
    expect(formatDay(day)).toBe(text);
  });

  test('a day past the end of its month counts on into the next', () => {
    expect(formatDay(dayNumber(2023, 2, 29))).toBe('2023-03-01');
  });

  law.prop([anyDay])('the calendar agrees with JavaScript dates', (day) => {
    const date = new Date(day * MS_PER_DAY);
    expect(civil(day)).toEqual({
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
    });
    expect(weekDayOf(day)).toBe((date.getUTCDay() + 6) % 7);
  });

  law.prop([anyDay])('a day survives writing and reading', (day) => {
    const { year, month, day: dayOfMonth } = civil(day);
    expect(dayNumber(year, month, dayOfMonth)).toBe(day);
    expect(parseDay(formatDay(day))).toBe(day);
  });
});

test.each([
  [2023, 2, 28],
  [2024, 2, 29],
  [1900, 2, 28],
  [2000, 2, 29],
  [2026, 4, 30],
  [2026, 12, 31],
])('month %i-%i has %i days', (year, month, days) => {
  expect(daysInMonth(year, month)).toBe(days);
});

test.each([
  ['1970-01-01', 3],
  ['2026-03-09', 0],
  ['2026-03-08', 6],
  ['1969-12-28', 6],
])('%s falls on week day %i, Monday being 0', (text, weekDay) => {
  expect(weekDayOf(parseDay(text)!)).toBe(weekDay);
});

test.each([
  ['2023-02-29'],
  ['2026-00-10'],
  ['2026-13-01'],
  ['2026-04-31'],
  ['2026-04-00'],
  ['0000-01-01'],
  ['2026-4-1'],
  [' 2026-04-01'],
  ['2026-04-01\n'],
  ['20260401'],
  [''],
])('%j is no day', (text) => {
  expect(parseDay(text)).toBeUndefined();
});

test('a month has its days, and what is no month has none', () => {
  const lengths = (year: number) => Array.from({ length: 14 }, (_, month) => daysInMonth(year, month));
  expect(lengths(2023)).toEqual([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0]);
  expect([1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
});
