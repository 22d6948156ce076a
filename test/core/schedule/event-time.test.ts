import { expect, test } from 'vitest';
import { NOON, timeFrom } from '../../../src/core/schedule/event-time.ts';

test.each([
  ['hours and minutes', '9:30', '09:30:00'],
  ['blanks around it', ' 8:00\n', '08:00:00'],
  ['digits of another script', '٩:٣٠', '09:30:00'],
  ['seconds', '21:15:30', '21:15:30'],
  ['half a day named', '9:30p', '21:30:00'],
  ['midnight in twelve hours', '12:00 AM', '00:00:00'],
  ['half a day spelled with dots', '9:30 p.m.', '21:30:00'],
  ['an offset, which counts for nothing', '09:30:00.000-05:00', '09:30:00'],
  ['the name of a zone', '09:30 EST', '09:30:00'],
  ['what looks like a span', '10:00-14:00', '10:00:00'],
  ['two times joined by a comma', '10:00,14:00', '10:00:00'],
  ['a decimal minute', '9:30.5', '09:30:30'],
  ['a date after it', '10:30 2017-01-01', '10:30:00'],
  ['the name of a day', '10:30 tuesday', '10:30:00'],
  ['an hour given again', '9:30 10h', '10:30:00'],
])('reads %s', (_story, text, time) => {
  expect(clock(timeFrom(text))).toBe(time);
});

test.each([
  ['nothing', undefined],
  ['blank', '  '],
  ['words', 'noon'],
  ['too short', '7:5'],
  ['too many hours', '24:00'],
  ['too many minutes', '9:61'],
  ['too many seconds', '9:30:60'],
  ['too many digits', '110:30'],
  ['half a day on a full clock', '13:00 PM'],
  ['an unknown word', '9:30 x'],
  ['an open end', '9:30:'],
  ['an open sign', '9:30+'],
  ['a choice', '10:00 or 11:00'],
  ['a date that is none', '9:30 2017-02-30'],
  ['no number', '9:30 nan'],
])('takes noon for %s', (_story, text) => {
  expect(timeFrom(text)).toBe(NOON);
});

test('keeps the fraction of a second', () => {
  expect(timeFrom('09:30:15.123')).toBeCloseTo(9.5 * 3600 + 15.123, 6);
});

function clock(second: number): string {
  return new Date(Math.floor(second) * 1000).toISOString().slice(11, 19);
}
