import { expect, test } from 'vitest';
import { MS_PER_DAY, MS_PER_MINUTE } from '../../../src/core/model/instant.ts';
import type { DayWindow } from '../../../src/core/model/project.ts';
import { firstAllowed, isInside } from '../../../src/core/route/windows.ts';
import { zoneNamed } from '../../../src/core/time/zone.ts';

const HOUR = 3600;
const MONDAY = 0;
const daytime: DayWindow = { day: -1, from: 8 * HOUR, to: 18 * HOUR };

test.each([
  ['the first second is in', 8 * HOUR, true],
  ['the second before is not', 8 * HOUR - 1, false],
  ['the last second is in', 18 * HOUR, true],
  ['a millisecond later is not', 18 * HOUR + 0.001, false],
])('%s', (_story, second, isIn) => {
  expect(isInside([daytime], MONDAY, second)).toBe(isIn);
});

test('a window belongs to its day, an open end is open, and one across midnight never fits', () => {
  expect(isInside([{ ...daytime, day: MONDAY }], 1, 12 * HOUR)).toBe(false);
  expect(isInside([{ day: MONDAY, from: null, to: 6 * HOUR }], MONDAY, 0)).toBe(true);
  expect(isInside([{ day: MONDAY, from: 6 * HOUR, to: null }], MONDAY, 24 * HOUR - 1)).toBe(true);
  expect(isInside([{ day: -1, from: 20 * HOUR, to: 6 * HOUR }], MONDAY, 21 * HOUR)).toBe(false);
  expect(isInside([], MONDAY, 0)).toBe(false);
});

test.each([
  ['steps run from the message’s own time', 'UTC', '2024-03-01T21:52:00Z', '2024-03-02T08:07:00Z'],
  ['inside a window there is no wait', 'UTC', '2024-03-01T12:34:56Z', '2024-03-01T12:34:56Z'],
  ['clocks are those of the zone', 'Asia/Kolkata', '2024-03-01T20:00:00Z', '2024-03-02T02:30:00Z'],
])('%s', (_story, zone, queuedAt, sentAt) => {
  expect(first(Date.parse(queuedAt), [daytime], zone)).toBe(Date.parse(sentAt));
});

test('the search ends at its limit', () => {
  const onMonday = [{ ...daytime, day: MONDAY }];
  const tuesday = Date.parse('2024-03-05T08:00:00Z');
  expect(first(tuesday, onMonday, 'UTC', 6 * MS_PER_DAY)).toBe(tuesday + 6 * MS_PER_DAY);
  expect(first(tuesday, onMonday, 'UTC', 6 * MS_PER_DAY - 1)).toBeUndefined();
});

function first(at: number, windows: readonly DayWindow[], zone: string, limitMs = 7 * MS_PER_DAY) {
  return firstAllowed(at, windows, zoneNamed(zone)!, 15 * MS_PER_MINUTE, limitMs);
}
