import { expect, test } from 'vitest';
import {
  areEqual,
  momentOf,
  shortened,
  toBoolean,
  toDate,
  toDouble,
  toInt,
  toNumber,
  toText,
  type Value,
  withoutBlanksAround,
  wordsIn,
} from '../../../src/core/xform/values.ts';

const noon: Value = { kind: 'datetime', ms: Date.UTC(1970, 0, 11, 12) };
const day: Value = { kind: 'date', ms: Date.UTC(1970, 0, 11) };
const before: Value = { kind: 'datetime', ms: -1 };

/** Each value as a boolean, a number, a text, and for `double()`. */
const rows: readonly (readonly [Value, boolean, number, string, number])[] = [
  [true, true, 1, 'true', 1],
  [false, false, 0, 'false', 0],
  [0, false, 0, '0', 0],
  [-0, false, -0, '0', -0],
  [1e-12, false, 1e-12, '1.0E-12', 1e-12],
  [9e-13, false, 9e-13, '0', 9e-13],
  [-9e-13, false, -9e-13, '0', -9e-13],
  [1.1e-12, true, 1.1e-12, '1.1E-12', 1.1e-12],
  [-2, true, -2, '-2', -2],
  [2.5, true, 2.5, '2.5', 2.5],
  [-2.5, true, -2.5, '-2.5', -2.5],
  [2_147_483_647, true, 2_147_483_647, '2147483647', 2_147_483_647],
  [2_147_483_648, true, 2_147_483_648, '2.147483648E9', 2_147_483_648],
  [-2_147_483_648, true, -2_147_483_648, '-2147483648', -2_147_483_648],
  [-2_147_483_649, true, -2_147_483_649, '-2.147483649E9', -2_147_483_649],
  [3.0000000000001, true, 3.0000000000001, '3', 3.0000000000001],
  [3.000000000002, true, 3.000000000002, '3.000000000002', 3.000000000002],
  [Number.NaN, false, Number.NaN, 'NaN', Number.NaN],
  [Number.POSITIVE_INFINITY, true, Number.POSITIVE_INFINITY, 'Infinity', Number.POSITIVE_INFINITY],
  ['', false, Number.NaN, '', Number.NaN],
  [' ', true, Number.NaN, ' ', Number.NaN],
  ['0', true, 0, '0', 0],
  ['false', true, Number.NaN, 'false', Number.NaN],
  ['12', true, 12, '12', 12],
  ['-12', true, -12, '-12', -12],
  ['1.5', true, 1.5, '1.5', 1.5],
  ['5.', true, 5, '5.', 5],
  ['-.5', true, -0.5, '-.5', -0.5],
  ['.', true, Number.NaN, '.', Number.NaN],
  ['-', true, Number.NaN, '-', Number.NaN],
  ['--1', true, Number.NaN, '--1', Number.NaN],
  ['1.2.3', true, Number.NaN, '1.2.3', Number.NaN],
  ['1-2', true, Number.NaN, '1-2', Number.NaN],
  ['x1', true, Number.NaN, 'x1', Number.NaN],
  ['1x', true, Number.NaN, '1x', Number.NaN],
  ['1 2', true, Number.NaN, '1 2', Number.NaN],
  ['\t7\n', true, 7, '\t7\n', 7],
  ['1970-01-11', true, 10, '1970-01-11', 10],
  ['1970-1-2', true, 1, '1970-1-2', 1],
  ['1969-12-31', true, -1, '1969-12-31', -1],
  ['1970-01-11T12:00', true, Number.NaN, '1970-01-11T12:00', Number.NaN],
  ['1970-02-30', true, Number.NaN, '1970-02-30', Number.NaN],
  [day, true, 10, '1970-01-11', 10],
  [noon, true, 10, '1970-01-11', 10.5],
  [before, true, -1, '1969-12-31', -1 / 86_400_000],
];

test.each(rows)('%j as a boolean is %s, as a number %s, as a text %j, to double() %s', (value, ...wanted) => {
  expect([toBoolean(value), toNumber(value), toText(value), toDouble(value)]).toEqual(wanted);
});

test.each([
  [2.9, 2],
  [-2.9, -2],
  ['7.5', 7],
  [noon, 10],
])('%j without its fraction is %s', (value, whole) => {
  expect(toInt(value)).toBe(whole);
});

test.each([
  [noon, day],
  [day, day],
  [10, day],
  [10.9, day],
  [-0.5, { kind: 'date', ms: 0 }],
  [-1.5, { kind: 'date', ms: -86_400_000 }],
  ['1970-01-11', day],
  ['1970-01-11T12:00', noon],
  ['', ''],
  [Number.NaN, Number.NaN],
  [2_147_483_647, { kind: 'date', ms: 2_147_483_647 * 86_400_000 }],
  [-2_147_483_648, { kind: 'date', ms: -2_147_483_648 * 86_400_000 }],
])('%j as a date is %j', (value, wanted) => {
  const date = toDate(value);
  expect(typeof date === 'object' ? { ...date, ms: date.ms + 0 } : date).toEqual(wanted);
});

test.each([
  [true, 'a boolean cannot be converted to a date'],
  ['x', '"x" cannot be converted to a date'],
  ['12', '"12" cannot be converted to a date'],
  ['y'.repeat(61), `"${'y'.repeat(57)}…" cannot be converted to a date`],
  [2_147_483_648, 'a number is out of the range of dates'],
  [-2_147_483_649, 'a number is out of the range of dates'],
])('%j cannot be a date', (value, why) => {
  expect(() => toDate(value)).toThrow(why);
});

test('a moment keeps its time of day, and nothing is none', () => {
  expect(momentOf(noon)).toBe(noon);
  expect(momentOf(10)).toEqual(day);
  expect(momentOf('1970-01-11T12:00')).toEqual(noon);
  expect(momentOf('')).toBeUndefined();
  expect(momentOf(Number.NaN)).toBeUndefined();
});

test.each([
  [true, 'x', true],
  [true, '', false],
  ['', false, true],
  [1, true, true],
  [0, true, false],
  [8, '08', true],
  ['08', 8, true],
  ['08', '8', false],
  ['a', 'a', true],
  [0.1 + 0.2, 0.3, true],
  [1, 1 + 2e-12, false],
  [2, 1, false],
  [1, 2, false],
  [Number.NaN, Number.NaN, false],
  [day, 10, true],
  [day, noon, true],
  [day, '1970-01-11', true],
  [noon, '1970-01-12', false],
])('%j = %j is %s', (left, right, wanted) => {
  expect(areEqual(left, right)).toBe(wanted);
});

test('blanks around are all signs up to the space, and no others', () => {
  expect(withoutBlanksAround('\0\t a b \x1f')).toBe('a b');
  expect(withoutBlanksAround('\u00a0a!')).toBe('\u00a0a!');
  expect(withoutBlanksAround('  ')).toBe('');
  expect(withoutBlanksAround('')).toBe('');
  expect(withoutBlanksAround('a')).toBe('a');
});

test('words stand between spaces, and long texts are quoted by their beginning', () => {
  expect(wordsIn(' a  b\tc ')).toEqual(['a', 'b\tc']);
  expect(wordsIn('')).toEqual([]);
  expect(shortened('x'.repeat(60))).toBe('x'.repeat(60));
  expect(shortened('x'.repeat(61))).toBe(`${'x'.repeat(57)}…`);
});
