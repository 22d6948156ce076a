import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { isoLocal, isoUtc, wallText } from '../../../src/core/time/format.ts';
import { zoneNamed } from '../../../src/core/time/zone.ts';

const kolkata = zoneNamed('Asia/Kolkata')!;
const at = Date.UTC(2026, 2, 9, 3, 30);

law.prop([fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })])(
  'a moment in UTC reads as JavaScript writes it',
  (date) => {
    expect(isoUtc(date.getTime())).toBe(date.toISOString());
  },
);

test('a moment in UTC reads the same whatever was written before it', () => {
  expect([at, at + 86_400_000, at].map(isoUtc)).toEqual([
    '2026-03-09T03:30:00.000Z',
    '2026-03-10T03:30:00.000Z',
    '2026-03-09T03:30:00.000Z',
  ]);
});

test.each([
  ['Asia/Kolkata', '2026-03-09T09:00:00.000+05:30'],
  ['America/New_York', '2026-03-08T23:30:00.000-04:00'],
  ['UTC', '2026-03-09T03:30:00.000+00:00'],
  ['America/St_Johns', '2026-03-09T01:00:00.000-02:30'],
])('a moment in %s carries its offset', (name, text) => {
  expect(isoLocal(zoneNamed(name)!, at)).toBe(text);
});

test('an offset with seconds shows them', () => {
  expect(isoLocal(zoneNamed('Africa/Monrovia')!, 0)).toBe('1969-12-31T23:15:30.000-00:44:30');
});

test.each([
  ['whole minutes', at, '2026-03-09 09:00'],
  ['seconds when there are some', at + 7_000, '2026-03-09 09:00:07'],
  ['no milliseconds', at + 999, '2026-03-09 09:00'],
])('a wall time shows %s', (_story, moment, text) => {
  expect(wallText(kolkata, moment)).toBe(text);
});
