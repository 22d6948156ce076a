import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { lower, upper } from '../../../src/core/text/letter-case.ts';
import {
  isAlnum,
  isAlpha,
  isDecimal,
  isSpace,
  split,
  strip,
  wholeNumber,
} from '../../../src/core/text/python-text.ts';

test.each([
  ['ΟΔΥΣΣΕΥΣ ΣΑΣ.', 'οδυσσευς σας.'],
  ['İI', 'i\u0307i'],
  ['Σ', 'σ'],
  ['AΣ\u0301', 'aς\u0301'],
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
