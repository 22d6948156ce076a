import { expect, test } from 'vitest';
import { javaDouble } from '../../../src/core/xform/java-double.ts';
import { numberText, parseDouble, parseInt32, parseInt64 } from '../../../src/core/xform/java-numbers.ts';

test.each([
  ['08', 8],
  ['+5', 5],
  ['-0', 0],
  ['१२', 12],
  ['１２', 12],
  ['2147483647', 2_147_483_647],
  ['-2147483648', -2_147_483_648],
  ['0', 0],
])('an int that Java reads: %s', (text, value) => {
  expect(parseInt32(text)! + 0).toBe(value);
});

test.each([
  '1_0',
  '',
  '+',
  '-',
  '5.0',
  '++1',
  '+-1',
  '1+',
  '1+1',
  ' 1',
  '1 ',
  'x1',
  '1x',
  '2147483648',
  '-2147483649',
  '\u{11136}',
  '\u{1E950}',
  '1\u{11136}',
])('an int that Java refuses: %s', (text) => {
  expect(parseInt32(text)).toBeUndefined();
});

test('a long has 64 bits', () => {
  expect(parseInt64('9223372036854775807')).toBe(2n ** 63n - 1n);
  expect(parseInt64('9223372036854775808')).toBeUndefined();
  expect(parseInt64('-9223372036854775808')).toBe(-(2n ** 63n));
  expect(parseInt64('-9223372036854775809')).toBeUndefined();
  expect(parseInt64('x')).toBeUndefined();
});

test.each([
  ['5', 5],
  ['12', 12],
  ['5.', 5],
  ['.5', 0.5],
  ['.55', 0.55],
  ['12.25', 12.25],
  ['+1', 1],
  ['-1', -1],
  ['1e3', 1000],
  ['1E3', 1000],
  ['1e12', 1e12],
  ['1e+2', 100],
  ['1e-2', 0.01],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
])('a decimal that Java reads: %s', (text, value) => {
  expect(parseDouble(text)).toBe(value);
});

test.each([
  ...[
    'nan',
    'inf',
    'infinity',
    '५.५',
    '1_0.5',
    '',
    '.',
    '+',
    'e3',
    '1e',
    '1e+',
    '1ex',
    '.e3',
    '1,5',
    '1.2.3',
  ],
  ...[' 1', '1 ', 'x1', '1x', '--1', '+-1', 'xNaN', 'NaNx', '0x1'],
])('a decimal that Java refuses: %j', (text) => {
  expect(parseDouble(text)).toBeUndefined();
});

test.each([
  [3, '3'],
  [1000, '1000'],
  [-0, '0'],
  [2.5, '2.5'],
  [0.001, '0.001'],
  [0.0001, '1.0E-4'],
  [0.00099, '9.9E-4'],
  [-0.001, '-0.001'],
  [-0.0005, '-5.0E-4'],
  [12345678.5, '1.23456785E7'],
  [9_999_999.5, '9999999.5'],
  [-9_999_999.5, '-9999999.5'],
  [10_000_000.5, '1.00000005E7'],
  [-3, '-3'],
  [-(2 ** 63), '-9223372036854775808'],
  [-1e30, '-1.0E30'],
  [1e10, '10000000000'],
  [2 ** 53 + 2, '9007199254740994'],
  [2 ** 63, '9223372036854775807'],
  [1e30, '1.0E30'],
  [Number.NaN, ''],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('%s is printed as %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});

test.each([
  [0, '0.0'],
  [-0, '-0.0'],
  [3, '3.0'],
  [-3, '-3.0'],
  [0.001, '0.001'],
  [0.0009, '9.0E-4'],
  [9_999_999, '9999999.0'],
  [10_000_000, '1.0E7'],
  [-10_000_000, '-1.0E7'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('Double.toString of %s is %s', (value, text) => {
  expect(javaDouble(value)).toBe(text);
});
