import { expect, test } from 'vitest';
import { numberText, parseDouble, parseInt32, parseInt64 } from '../../../src/core/xform/java-numbers.ts';

test.each([
  ['08', 8],
  ['+5', 5],
  ['-0', 0],
  ['१२', 12],
  ['１２', 12],
  ['2147483647', 2_147_483_647],
])('an int that Java reads: %s', (text, value) => {
  expect(parseInt32(text)! + 0).toBe(value);
});

test.each(['1_0', '', '5.0', '++1', '2147483648', '\u{11136}', '\u{1E950}'])(
  'an int that Java refuses: %s',
  (text) => {
    expect(parseInt32(text)).toBeUndefined();
  },
);

test('a long has 64 bits', () => {
  expect(parseInt64('9223372036854775807')).toBe(2n ** 63n - 1n);
  expect(parseInt64('9223372036854775808')).toBeUndefined();
});

test.each(['5.', '.5', '1e3', 'NaN', '-Infinity'])('a decimal that Java reads: %s', (text) => {
  expect(parseDouble(text)).toBeDefined();
});

test.each(['nan', 'inf', 'infinity', '५.५', '1_0.5'])('a decimal that Java refuses: %s', (text) => {
  expect(parseDouble(text)).toBeUndefined();
});

test.each([
  [3, '3'],
  [1000, '1000'],
  [-0, '0'],
  [2.5, '2.5'],
  [0.001, '0.001'],
  [0.0001, '1.0E-4'],
  [12345678.5, '1.23456785E7'],
  [9_999_999.5, '9999999.5'],
  [1e10, '10000000000'],
  [2 ** 53 + 2, '9007199254740994'],
  [2 ** 63, '9223372036854775807'],
  [1e30, '1.0E30'],
  [Number.NaN, ''],
  [Number.POSITIVE_INFINITY, 'Infinity'],
])('%s is printed as %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});
