import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { lower, upper } from '../../../src/core/text/letter-case.ts';
import {
  isAlnum,
  isAlpha,
  isDecimal,
  isDecimals,
  isIdentifier,
  isSpace,
  split,
  strip,
  wholeNumber,
  withPlainDigits,
} from '../../../src/core/text/python-text.ts';

test.each([
  ['ΟΔΥΣΣΕΥΣ ΣΑΣ.', 'οδυσσευς σας.'],
  ['İI', 'i\u0307i'],
  ['Σ', 'σ'],
  ['AΣ\u0301', 'aς\u0301'],
  ['\u0301Σ', '\u0301σ'],
  ['ʰΣ', 'ʰσ'],
  ['AʰΣ', 'aʰς'],
  ['AΣʰB', 'aσʰb'],
  ['AΣʰ', 'aςʰ'],
  ["A'Σ'", "a'ς'"],
  ["AΣ'B", "aσ'b"],
  ['AΣ B', 'aς b'],
  ['1Σ', '1σ'],
  ['AΣ1', 'aς1'],
  ['ΣΣ', 'σς'],
  ['ΣA', 'σa'],
  ['AΣΣA', 'aσσa'],
  ['ǅΣ', 'ǆς'],
])('%s in small letters is %s', (text, small) => {
  expect(lower(text)).toBe(small);
});

test.each([
  ['straße', 'STRASSE'],
  ['ŉﬁ', 'ʼNFI'],
  ['ıi', 'II'],
])('%s in capitals is %s', (text, capitals) => {
  expect(upper(text)).toBe(capitals);
});

test('blanks are those of Python: separators of units and the next line, and no byte order mark', () => {
  expect(strip('\u001c\u0085 a b\u3000')).toBe('a b');
  expect(strip('\ufeffa\u200b')).toBe('\ufeffa\u200b');
  expect(split(' a\u001f\u2003b ')).toEqual(['a', 'b']);
  expect(wholeNumber('\u00a0-١٢_۳')).toBe(-123);
});

test.each([...['a', '_a', 'a1', '__', 'é', 'ª', '℘', 'a·', '中', '𝒳', 'a\u0301']])(
  '%j is an identifier',
  (text) => {
    expect(isIdentifier(text)).toBe(true);
  },
);

test.each([...['', '1a', 'a-b', 'a b', '²', 'a²', '·', '\u0301', '-a', 'a-']])(
  '%j is no identifier',
  (text) => {
    expect(isIdentifier(text)).toBe(false);
  },
);

test.each([
  ['1_0', 10],
  ['1_00', 100],
  ['12_34', 1234],
  ['+1_000', 1000],
  ['-1', -1],
  ['  7 ', 7],
  ['\u001c7\u0085', 7],
  ['٣٤', 34],
  ['१_२', 12],
  ['𝟙𝟚', 12],
  ['1__0', undefined],
  ['_1', undefined],
  ['1_', undefined],
  ['+', undefined],
  ['', undefined],
  ['1e3', undefined],
  ['1 2', undefined],
  ['+-1', undefined],
  ['x1', undefined],
  ['1x', undefined],
  ['1.0', undefined],
])('int(%j) is %s', (text, value) => {
  expect(wholeNumber(text)).toBe(value);
});

test('decimal digits of any script are digits, and each stands for its own', () => {
  expect(isDecimals('0٣९')).toBe(true);
  expect(['', '1a', 'a1', '²', 'Ⅷ', ' 1'].filter(isDecimals)).toEqual([]);
  expect(withPlainDigits('٠١٢٣٤٥٦٧٨٩ x²')).toBe('0123456789 x²');
  expect(withPlainDigits('𝟎𝟗𝟘𝟡𝟢')).toBe('09090');
});

test('blanks alone are stripped to nothing, and divide no words', () => {
  expect(strip(' \t\u3000')).toBe('');
  expect(strip('')).toBe('');
  expect(strip('a')).toBe('a');
  expect(split('')).toEqual([]);
  expect(split('  ')).toEqual([]);
});

const ASKED = `
import sys, unicodedata
for code in range(0x110000):
    c = chr(code)
    if 0xd800 <= code < 0xe000 or unicodedata.category(c) == 'Cn': continue
    flags = f'{c.isalpha():d}{c.isalnum():d}{c.isdecimal():d}{c.isspace():d}'
    sys.stdout.buffer.write(f'{code:x} {c.lower().encode().hex()} {c.upper().encode().hex()} {flags}\\n'.encode())
`;
const python = spawnSync('python3', ['-c', ASKED], { encoding: 'utf8', maxBuffer: 1 << 28 });

test.skipIf(python.status !== 0)('every character that Python knows is as Python has it', () => {
  const hexOf = (text: string): string => Buffer.from(text).toString('hex');
  const bit = (is: boolean): string => (is ? '1' : '0');
  const differing = python.stdout
    .trim()
    .split('\n')
    .filter((line) => {
      const code = Number.parseInt(line, 16);
      const char = String.fromCodePoint(code);
      const flags = bit(isAlpha(code)) + bit(isAlnum(code)) + bit(isDecimal(code)) + bit(isSpace(char));
      return line !== `${code.toString(16)} ${hexOf(lower(char))} ${hexOf(upper(char))} ${flags}`;
    });
  expect(differing).toEqual([]);
});
