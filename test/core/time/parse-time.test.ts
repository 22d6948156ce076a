import { describe, expect, test } from 'vitest';
import { isoUtc } from '../../../src/core/time/format.ts';
import {
  parseClock,
  parseDuration,
  parseTime,
  parseTimeOfDay,
  parseWeekDay,
} from '../../../src/core/time/parse-time.ts';
import { zoneNamed } from '../../../src/core/time/zone.ts';

const kolkata = zoneNamed('Asia/Kolkata')!;

describe('times', () => {
  test.each([
    ['without a suffix in the project zone', '2026-03-09 09:00', '2026-03-09T03:30:00.000Z', 'minute'],
    ['with seconds', '2026-03-09 09:00:05', '2026-03-09T03:30:05.000Z', 'second'],
    ['with milliseconds', '2026-03-09 09:00:05.120', '2026-03-09T03:30:05.120Z', 'ms'],
    [
      'with microseconds, cut to milliseconds',
      '2026-03-09T09:00:05.120999Z',
      '2026-03-09T09:00:05.120Z',
      'ms',
    ],
    ['in UTC', '2026-03-09 09:00 UTC', '2026-03-09T09:00:00.000Z', 'minute'],
    ['in a zone', '2026-03-09 09:00 America/New_York', '2026-03-09T13:00:00.000Z', 'minute'],
    ['in a zone of any letter case', '2026-03-09 09:00 africa/nairobi', '2026-03-09T06:00:00.000Z', 'minute'],
    ['at an offset', '2026-03-09 09:00 +05:30', '2026-03-09T03:30:00.000Z', 'minute'],
    ['at an offset to the west', '2026-03-09 09:00:30 -03:30', '2026-03-09T12:30:30.000Z', 'second'],
    ['in ISO with Z', '2026-03-09T09:00:00Z', '2026-03-09T09:00:00.000Z', 'second'],
    ['in ISO without a zone', '2026-03-09T09:00', '2026-03-09T03:30:00.000Z', 'minute'],
    ['in ISO with an offset', '2026-03-09T09:00:00.000+05:30', '2026-03-09T03:30:00.000Z', 'ms'],
    ['in ISO with a basic offset', '2026-03-09T09:00+0530', '2026-03-09T03:30:00.000Z', 'minute'],
    ['in ISO with an offset of hours', '2026-03-09T09:00-05', '2026-03-09T14:00:00.000Z', 'minute'],
    ['in a gap by the rule of HQ', '2024-03-10 02:30 America/New_York', '2024-03-10T07:30:00.000Z', 'minute'],
    [
      'in an overlap by the rule of HQ',
      '2024-11-03 01:30 America/New_York',
      '2024-11-03T06:30:00.000Z',
      'minute',
    ],
  ])('are read %s', (_story, text, utc, precision) => {
    const time = parseTime(text, kolkata);
    expect(time).toEqual({ kind: 'instant', at: Date.parse(utc), precision, text });
    expect('at' in time && isoUtc(time.at)).toBe(utc);
  });

  test('marked local stay local', () => {
    expect(parseTime('2026-03-09 09:00:30 local', kolkata)).toEqual({
      kind: 'local',
      day: 20_521,
      second: 9 * 3600 + 30,
      precision: 'second',
      text: '2026-03-09 09:00:30 local',
    });
  });

  test.each([
    ['tomorrow', 'not a time: "tomorrow"; wanted YYYY-MM-DD HH:MM[:SS]'],
    ['', 'not a time: ""'],
    ['2026-03-09', 'not a time: "2026-03-09"'],
    ['2026-03-09 9:00', 'not a time'],
    ['2026-03-09 09:00x', 'not a time'],
    ['2026-03-09 09:00.5', 'not a time'],
    ['2026-03-09 09:00 ', 'no time zone is called ""'],
    ['2026-02-30 09:00', 'there is no day 2026-02-30; wanted a day of the calendar'],
    ['2026-03-09 24:00', 'there is no time 24:00; wanted 00:00 to 23:59:59'],
    ['2026-03-09 09:00:60', 'there is no time 09:00:60'],
    ['2026-03-09 09:00 PST', 'no time zone is called "PST"; wanted UTC, an IANA name'],
    ['2026-03-09 09:00 +45:00', 'no time zone is called "+45:00"'],
    ['2026-03-09 09:00  UTC', 'no time zone is called " UTC"'],
  ])('%j is refused with a reason', (text, reason) => {
    const time = parseTime(text, kolkata);
    expect('problem' in time && time.problem).toContain(reason);
  });

  test('an unknown zone is handed on, so that a near one can be suggested', () => {
    expect(parseTime('2026-03-09 09:00 Africa/Niarobi', kolkata)).toMatchObject({
      unknownZone: 'Africa/Niarobi',
    });
  });
});

test.each([
  ['90 seconds', 90_000],
  ['1 second', 1000],
  ['15 minutes', 900_000],
  ['2 hours', 7_200_000],
  ['3 days', 259_200_000],
  ['1 week', 604_800_000],
  ['1 Week', 604_800_000],
  ['90s', 90_000],
  ['15m', 900_000],
  ['2h', 7_200_000],
  ['3d', 259_200_000],
  ['1w', 604_800_000],
  ['0 minutes', 0],
  ['1.5 hours', 5_400_000],
  ['1.1s', 1100],
  ['PT15M', 900_000],
  ['P1D', 86_400_000],
  ['P1W', 604_800_000],
  ['P1DT2H3M4.5S', 93_784_500],
])('%s lasts %i ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ['15'],
  ['minutes'],
  ['-5 minutes'],
  ['5  minutes'],
  ['5 fortnights'],
  ['5 months'],
  ['0.0001s'],
  ['99999999999999999 weeks'],
  ['P'],
  ['PT'],
  ['P1DT'],
  ['P1M'],
  ['P1Y'],
  ['pt15m'],
  [''],
  [' 5m'],
])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  ['00:00', 0],
  ['09:30', 34_200],
  ['23:59:59', 86_399],
])('the clock time %s is second %i of the day', (text, second) => {
  expect(parseClock(text)).toBe(second);
});

test.each([['9:30'], ['24:00'], ['09:60'], ['09:30:60'], ['09:30 '], ['0930'], ['']])(
  '%j is no clock time',
  (text) => {
    expect(parseClock(text)).toBeUndefined();
  },
);

test.each([
  ['Mon', 0],
  ['monday', 0],
  ['TUE', 1],
  ['Wed', 2],
  ['Thursday', 3],
  ['fri', 4],
  ['SATURDAY', 5],
  ['Sun', 6],
])('%s is week day %i', (text, weekDay) => {
  expect(parseWeekDay(text)).toBe(weekDay);
});

test.each([['Mo'], ['Tues'], ['Lundi'], ['1'], ['']])('%j is no week day', (text) => {
  expect(parseWeekDay(text)).toBeUndefined();
});

describe('times of day', () => {
  test.each([
    ["alone on the project's clock", '09:00', 'project', 'minute'],
    ['with seconds', '09:00:05', 'project', 'second'],
    ["on the recipient's", '09:00 local', 'local', 'minute'],
    ['in a zone of any letter case', '09:00 africa/nairobi', { zone: 'Africa/Nairobi' }, 'minute'],
    ['in UTC', '09:00Z', { zone: 'UTC' }, 'minute'],
    ['at an offset', '09:00 +05:30', { offsetSeconds: 19_800 }, 'minute'],
    ['at an offset to the west', '09:00-0330', { offsetSeconds: -12_600 }, 'minute'],
  ])('are read %s', (_story, text, clock, precision) => {
    const second = text.includes(':05') ? 32_405 : 32_400;
    expect(parseTimeOfDay(text)).toEqual({ kind: 'daily', second, clock, precision, text });
  });

  test.each(['2026-03-09 09:00', '9:00', 'noon', '', '09', '09:00:05:01'])('are not %j', (text) => {
    expect(parseTimeOfDay(text)).toBeUndefined();
  });

  test.each([
    ['24:00', 'there is no time 24:00; wanted 00:00 to 23:59:59'],
    ['09:60', 'there is no time 09:60; wanted 00:00 to 23:59:59'],
    ['09:00 Nairobi', 'no time zone is called "Nairobi"'],
    ['09:00pm', 'not a time: "09:00pm"'],
  ])('%s is told what is wrong with it', (text, problem) => {
    expect(parseTimeOfDay(text)).toMatchObject({ problem: expect.stringContaining(problem) });
  });
});
