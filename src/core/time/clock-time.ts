/** Times of day and week days as people write them. */

import type { SecondOfDay, WeekDay } from '../model/instant.ts';
import { lower } from '../text/letter-case.ts';

const WEEK_DAYS: readonly (readonly [string, WeekDay])[] = [
  ['monday', 0],
  ['tuesday', 1],
  ['wednesday', 2],
  ['thursday', 3],
  ['friday', 4],
  ['saturday', 5],
  ['sunday', 6],
];

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** `HH:MM` or `HH:MM:SS`, from 00:00 to 23:59:59. */
export function parseClock(text: string): SecondOfDay | undefined {
  const match = CLOCK.exec(text);
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0) : undefined;
}

/** `Mon` or `Monday`, in any letter case. */
export function parseWeekDay(text: string): WeekDay | undefined {
  const word = lower(text);
  return WEEK_DAYS.find(([name]) => name === word || name.slice(0, 3) === word)?.[1];
}
