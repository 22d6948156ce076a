import { describe, expect, test } from 'vitest';
import { planFrom } from '../../src/scenario/load.ts';
import { clockHint, momentHint, offsetHint, startHint } from '../../src/scenario/time-hints.ts';

describe('hints say how the language writes what people write', () => {
  test.each([
    ['9:00', 'write "09:00"'],
    ['9.30', 'write "09:30"'],
    ['10am', 'write "10:00"'],
    ['12 am', 'write "00:00"'],
    ['12pm', 'write "12:00"'],
    ['9:30 p.m.', 'write "21:30"'],
    ['13pm', undefined],
    ['25:00', undefined],
    ['10:75', undefined],
    ['9', undefined],
    ['morning', undefined],
  ])('the time of day %j', (text, hint) => expect(clockHint(text)).toBe(hint));

  test.each([
    ['2026-06-30', 'write 2026-06-30 00:00'],
    ['2026-06-30 9:00', 'write 2026-06-30 09:00'],
    ['02/03/2026 10:00', 'write 2026-03-02 10:00 if the day comes first, 2026-02-03 10:00 if the month does'],
    ['21/04/2026', 'write 2026-04-21 00:00'],
    ['04-21-2026', 'write 2026-04-21 00:00'],
    ['31/31/2026', undefined],
    ['tomorrow', undefined],
  ])('the moment %j', (text, hint) => expect(momentHint(text)).toBe(hint));

  test.each([
    ['1 day before', 'write "-1"'],
    ['2 days after', 'write "2"'],
    ['two days before', undefined],
  ])('the distance %j', (text, hint) => expect(offsetHint(text)).toBe(hint));

  test.each([
    ['next_visit', 'write {property: next_visit}'],
    ['next_visit - 1', 'write {property: next_visit, offset_days: "-1"}'],
    ['edd + 7 days', 'write {property: edd, offset_days: "7"}'],
    ['2026-03-01', undefined],
  ])('the start %j', (text, hint) => expect(startHint(text)).toBe(hint));
});

test('the loader gives these hints where the mistakes are made', () => {
  const alert = 'case_type: w, to: case, sms: {en: Hi}';
  const loaded = planFrom(`scenario: x
gateways: {G: {type: http, price: {per_segment: "0.8", currency: Ksh}}}
alerts:
  a: {${alert}, start: {property: next_visit, offset_days: "1 day before"}, send: {daily: {at: "9:00"}}}
  b: {${alert}, start: next_visit - 1, send: immediately}
starts: 02/03/2026 10:00
ends: 2026-06-30
`);
  expect('problems' in loaded && loaded.problems.map(({ line, hint }) => [line, hint])).toEqual([
    [2, 'write KES'],
    [4, 'write "-1"'],
    [4, 'write "09:00"'],
    [5, 'write {property: next_visit, offset_days: "-1"}'],
    [6, 'write 2026-03-02 10:00 if the day comes first, 2026-02-03 10:00 if the month does'],
    [7, 'write 2026-06-30 00:00'],
  ]);
});
