import { expect, test } from 'vitest';
import { criterionInstant, startDateFrom, stopInstant } from '../../../src/core/schedule/start-date.ts';
import { formatDay } from '../../../src/core/time/calendar.ts';
import { isoUtc } from '../../../src/core/time/format.ts';
import { zoneNamed } from '../../../src/core/time/zone.ts';

const nairobi = zoneNamed('Africa/Nairobi')!;

test.each([
  ['a date', '2017-06-01', '2017-06-01'],
  ['a blank after it', '2017-06-01 ', '2017-06-01'],
  ['a time and an offset: the date as written', '2017-06-01T23:00:00-05:00', '2017-06-01'],
  ['digits of another script', '٢٠١٧-٠٦-٠١', '2017-06-01'],
  ['29 February of a leap year', '2024-02-29', '2024-02-29'],
])('a start date may be %s', (_story, text, day) => {
  expect(formatDay(startDateFrom(text)!)).toBe(day);
});

test.each([
  ['words', 'xyz'],
  ['nothing', ''],
  ['a blank before it', ' 2017-06-01'],
  ['month 13', '2017-13-01'],
  ['29 February of a common year', '2023-02-29'],
  ['the year 0', '0000-01-01'],
  ['no dashes', '20170601'],
  ['three digits of a day', '2017-06-010'],
  ['hour 25', '2017-06-01T25:00'],
  ['junk after it', '2017-06-01 or so'],
])('a start date may not be %s', (_story, text) => {
  expect(startDateFrom(text)).toBeUndefined();
});

test.each([
  ['a date: local midnight', '2018-07-03', '2018-07-02T21:00:00.000Z'],
  ['a local time', '2018-07-03 09:30', '2018-07-03T06:30:00.000Z'],
  ['an offset of its own', '2018-07-03T00:00:00+01:00', '2018-07-02T23:00:00.000Z'],
  ['Z', '2018-07-03T00:00:00Z', '2018-07-03T00:00:00.000Z'],
])('a stop date in the zone of Nairobi: %s', (_story, text, instant) => {
  expect(isoUtc(stopInstant(text, nairobi)!)).toBe(instant);
});

test.each([
  ['a date is midnight UTC', '2024-05-10', '2024-05-10T00:00:00.000Z'],
  ['a time without offset is UTC', '2024-05-10T08:00:00', '2024-05-10T08:00:00.000Z'],
  ['an offset is taken into account', '2024-05-10T08:00:00-05:00', '2024-05-10T13:00:00.000Z'],
  ['a zone nobody knows counts for nothing', '2024-05-10T08:00:00 EST', '2024-05-10T08:00:00.000Z'],
  ['an offset with a name counts the other way', '2024-05-10T08:00:00 EST+5', '2024-05-10T13:00:00.000Z'],
])('in a criterion %s', (_story, text, instant) => {
  expect(isoUtc(criterionInstant(text)!)).toBe(instant);
});

test('an offset of a day or more is no moment at all', () => {
  expect(criterionInstant('2024-05-10T08:00:00+99:00')).toBeUndefined();
  expect(stopInstant('tomorrow', nairobi)).toBeUndefined();
});
