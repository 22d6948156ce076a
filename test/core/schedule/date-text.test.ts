import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseDateText } from '../../../src/core/schedule/date-text.ts';

type Moment = readonly [
  year: number | null,
  month: number | null,
  day: number | null,
  second: number,
  offset: number | null,
];

/** Made with python-dateutil by scripts/date-texts.py. */
const file = new URL('../../vectors/date-texts.json', import.meta.url);
const rows = JSON.parse(readFileSync(file, 'utf8')) as readonly (readonly [string, Moment | null])[];

function read(text: string): Moment | null {
  const moment = parseDateText(text);
  if (!moment) return null;
  const { year, month, day, second, offsetSeconds } = moment;
  // An offset of minus nothing is none.
  const offset = offsetSeconds === undefined ? null : offsetSeconds + 0;
  return [year ?? null, month ?? null, day ?? null, Math.round(second * 1e6) / 1e6, offset];
}

/** By how a text begins, so that a failure tells which rule is broken. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ['digits alone', /^[\d.]*$/],
  ['a date in digits', /^\d+ ?[-/.,] ?\d/],
  ['a time of day', /^\d+(?::|\.?\d*[hms])/],
  ['a number', /^\d/],
  ['a word', /^[a-z]/i],
  ['anything else', /^/],
];
const kindOf = (text: string): string => kinds.find(([, begins]) => begins.test(text))![0];

test.each(kinds)('%s at the beginning: read or refused as python-dateutil does', (kind) => {
  const own = rows.filter(([text]) => kindOf(text) === kind);
  expect(own.length).toBeGreaterThan(3);
  expect(own.map(([text]) => [text, read(text)])).toEqual(own);
});
