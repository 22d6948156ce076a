/** Lengths of time as people write them: `90 seconds`, `15m`, `1 week`, `PT15M`. */

import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../model/instant.ts';
import { lower } from '../text/letter-case.ts';

const UNITS: ReadonlyMap<string, number> = new Map([
  ['s', MS_PER_SECOND],
  ['second', MS_PER_SECOND],
  ['seconds', MS_PER_SECOND],
  ['m', MS_PER_MINUTE],
  ['minute', MS_PER_MINUTE],
  ['minutes', MS_PER_MINUTE],
  ['h', MS_PER_HOUR],
  ['hour', MS_PER_HOUR],
  ['hours', MS_PER_HOUR],
  ['d', MS_PER_DAY],
  ['day', MS_PER_DAY],
  ['days', MS_PER_DAY],
  ['w', 7 * MS_PER_DAY],
  ['week', 7 * MS_PER_DAY],
  ['weeks', 7 * MS_PER_DAY],
]);

const WORDS = /^(\d+(?:\.\d+)?) ?([a-z]+)$/i;
const ISO = /^P(?=[\dT])(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** A length in whole milliseconds; undefined: not a length, or not a whole number of milliseconds. */
export function parseDuration(text: string): number | undefined {
  const ms = fromWords(text) ?? fromIso(text);
  return ms !== undefined && Number.isSafeInteger(ms) ? ms : undefined;
}

function fromWords(text: string): number | undefined {
  const [, count, unit = ''] = WORDS.exec(text) ?? [];
  const unitMs = UNITS.get(lower(unit));
  return unitMs === undefined ? undefined : wholeMs(Number(count) * unitMs);
}

/** Weeks to seconds; years and months have no fixed length. */
function fromIso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;

  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (
    (weeks! * 7 + days!) * MS_PER_DAY +
    hours! * MS_PER_HOUR +
    minutes! * MS_PER_MINUTE +
    wholeMs(seconds! * MS_PER_SECOND)
  );
}

/** Heals the last digits of a decimal fraction: 1.1 × 1000 is to be 1100. */
function wholeMs(ms: number): number {
  const whole = Math.round(ms);
  return Math.abs(ms - whole) < 1e-6 ? whole : ms;
}
