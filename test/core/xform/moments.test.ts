import { expect, test } from 'vitest';
import {
  formatDateTime,
  formatMoment,
  formatTime,
  parseMoment,
  parseTime,
} from '../../../src/core/xform/moments.ts';

const iso = (text: string): string | undefined => {
  const moment = parseMoment(text);
  return moment && `${moment.kind} ${new Date(moment.ms).toISOString()}`;
};

test.each([
  ['2026-03-05', 'date 2026-03-05T00:00:00.000Z'],
  ['2026-3-5', 'date 2026-03-05T00:00:00.000Z'],
  ['2026-1-1', 'date 2026-01-01T00:00:00.000Z'],
  ['2026-12-31', 'date 2026-12-31T00:00:00.000Z'],
  ['2024-02-29', 'date 2024-02-29T00:00:00.000Z'],
  ['1969-12-31', 'date 1969-12-31T00:00:00.000Z'],
  ['2026-03-05T09:30', 'datetime 2026-03-05T09:30:00.000Z'],
  ['2026-03-05T9:5', 'datetime 2026-03-05T09:05:00.000Z'],
  ['2026-03-05T00:00:00', 'datetime 2026-03-05T00:00:00.000Z'],
  ['2026-03-05T23:59:59', 'datetime 2026-03-05T23:59:59.000Z'],
  ['2026-03-05T09:30:15.5', 'datetime 2026-03-05T09:30:15.500Z'],
  ['2026-03-05T09:30:15,25', 'datetime 2026-03-05T09:30:15.250Z'],
  ['2026-03-05T09:30:15.123456789', 'datetime 2026-03-05T09:30:15.123Z'],
  ['2026-03-05T09:30Z', 'datetime 2026-03-05T09:30:00.000Z'],
  ['2026-03-05T09:30+02:00', 'datetime 2026-03-05T07:30:00.000Z'],
  ['2026-03-05T09:30-03:30', 'datetime 2026-03-05T13:00:00.000Z'],
  ['2026-03-05T09:30+0545', 'datetime 2026-03-05T03:45:00.000Z'],
  ['2026-03-05T09:30+545', 'datetime 2026-03-05T03:45:00.000Z'],
  ['2026-03-05T09:30-5', 'datetime 2026-03-05T14:30:00.000Z'],
  ['2026-03-05T09:30+12', 'datetime 2026-03-04T21:30:00.000Z'],
  ['2026-03-05T00:30:00.000+02:00', 'datetime 2026-03-04T22:30:00.000Z'],
])('%s is read as %s', (text, read) => {
  expect(iso(text)).toBe(read);
});

test.each([
  ...['', 'x', '2026', '2026-03', '2026-03-05x', 'x2026-03-05', ' 2026-03-05', '2026/03/05', '12026-03-05'],
  ...['2026-00-05', '2026-13-05', '2026-03-00', '2026-03-32', '2026-04-31', '2026-02-29', '2026-003-05'],
  ...[
    '2026-03-005',
    '2026-03-05T',
    '2026-03-05T9',
    '2026-03-05T24:00',
    '2026-03-05T23:60',
    '2026-03-05 09:30',
  ],
  ...[
    '2026-03-05T23:59:60',
    '2026-03-05T009:30',
    '2026-03-05T09:030',
    '2026-03-05T09:30:015',
    '2026-03-05T09:30.5',
  ],
  ...[
    '2026-03-05T09:30:15.',
    '2026-03-05T09:30:15.1234567890',
    '2026-03-05T09:30z',
    '2026-03-05T09:30+',
    'T09:30',
  ],
  ...[
    '2026-03-05T09:30+02:0',
    '2026-03-05T09:30+02:000',
    '2026-03-05T09:30 Z',
    'x2026-03-05T09:30',
    '2026-02-30T09:30',
  ],
])('%j is no date', (text) => {
  expect(parseMoment(text)).toBeUndefined();
});

test('a time is milliseconds after midnight in UTC, before it or after the next with an offset', () => {
  expect(parseTime('00:00')).toBe(0);
  expect(parseTime('09:30:15.5')).toBe(34_215_500);
  expect(parseTime('01:00+02:00')).toBe(-3_600_000);
  expect(parseTime('23:00-02:00')).toBe(90_000_000);
  expect(parseTime('x09:30')).toBeUndefined();
  expect(parseTime('09:30x')).toBeUndefined();
});

test('a time, and a date and time, are written as a form keeps them', () => {
  expect(formatTime(34_215_005)).toBe('09:30:15.005');
  expect(formatTime(0)).toBe('00:00:00.000');
  expect(formatDateTime(Date.UTC(2026, 2, 5, 9, 3, 7, 45))).toBe('2026-03-05T09:03:07.045Z');
  expect(formatDateTime(-1)).toBe('1969-12-31T23:59:59.999Z');
});

const early = Date.UTC(999, 0, 3, 4, 5, 6, 7);
const late = Date.UTC(2025, 11, 28, 23, 59, 58, 987);

test.each([
  ['%%', '%', '%'],
  ['%Y', '0999', '2025'],
  ['%y', '99', '25'],
  ['%m', '01', '12'],
  ['%n', '1', '12'],
  ['%B', 'January', 'December'],
  ['%b', 'Jan', 'Dec'],
  ['%d', '03', '28'],
  ['%e', '3', '28'],
  ['%H', '04', '23'],
  ['%h', '4', '23'],
  ['%M', '05', '59'],
  ['%S', '06', '58'],
  ['%3', '007', '987'],
  ['%A', 'Thursday', 'Sunday'],
  ['%a', 'Thu', 'Sun'],
  ['%w', '4', '0'],
  ['%Z', 'Z', 'Z'],
  ['%%Y', '%Y', '%Y'],
  ['d %d, m %m!', 'd 03, m 01!', 'd 28, m 12!'],
  ['%d\n%m', '03\n01', '28\n12'],
  ['', '', ''],
])('%j is written %j and %j', (format, first, second) => {
  expect(formatMoment(early, format)).toBe(first);
  expect(formatMoment(late, format)).toBe(second);
});

test('each month and each day of the week has its name', () => {
  const months = Array.from({ length: 12 }, (_, month) => formatMoment(Date.UTC(2026, month, 1), '%B %b'));
  expect(months.join(', ')).toBe(
    'January Jan, February Feb, March Mar, April Apr, May May, June Jun, July Jul, August Aug, September Sep, October Oct, November Nov, December Dec',
  );
  const days = Array.from({ length: 7 }, (_, day) => formatMoment(Date.UTC(2026, 2, 1 + day), '%w %A %a'));
  expect(days.join(', ')).toBe(
    '0 Sunday Sun, 1 Monday Mon, 2 Tuesday Tue, 3 Wednesday Wed, 4 Thursday Thu, 5 Friday Fri, 6 Saturday Sat',
  );
});

test.each(['%Q', '%', '%D %d', '%\n', '%constructor'])('%j has no such escape', (format) => {
  expect(() => formatMoment(late, format)).toThrow('is no escape of format-date');
});
