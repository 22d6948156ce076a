import { expect, test } from 'vitest';
import { matchPattern, patternProblem } from '../../../src/core/pattern/python-match.ts';

test.each([
  ['the start is enough', 'a', 'abc'],
  ['named groups', '(?P<year>\\d{4})-', '2024-05'],
  ['\\A and \\Z', '\\Aab\\Z', 'ab'],
  ['$ before a last newline', 'a$', 'a\n'],
  ['letters of either case', '(?i)ÉTÉ', 'été'],
  ['flags for a part', 'a(?i:b)c', 'aBc'],
  ['lines', '(?m)a\\n^b$', 'a\nb\nc'],
  ['a verbose pattern', '(?x) a b # two letters', 'ab'],
  ['digits of every script', '\\d+$', '٣٤'],
  ['a look ahead', '(?=.*\\d)\\w+$', 'ab1'],
  ['a look behind', 'ab(?<=ab)(?<!x)c', 'abc'],
  ['word boundaries', 'a\\b.b', 'a b'],
  ['a brace that bounds nothing', 'a{x}', 'a{x}'],
  ['an open lower bound', '^a{,2}$', 'aa'],
  ['a bracket first in its set', '[]x]+$', ']x'],
  ['characters beyond 16 bits', '^.$', '😀'],
])('takes %s', (_story, pattern, text) => {
  expect(matchPattern(pattern, text)).toEqual({ kind: 'matches' });
});

test.each([
  ['later than the start', 'b', 'ab'],
  ['\\Z before a last newline', 'a\\Z', 'a\n'],
  ['a dot for a newline', 'a.b', 'a\nb'],
  ['a capital', 'a', 'A'],
])('does not take %s', (_story, pattern, text) => {
  expect(matchPattern(pattern, text)).toEqual({ kind: 'differs' });
});

test.each([
  '(',
  ')',
  '[a',
  '*',
  'a**',
  '^*',
  '\\q',
  '(?P<1>a)',
  '(?z)',
  'a(?i)',
  '[b-a]',
  'a{2,1}',
  '(?<=a+)b',
  '\\1',
])('%s is invalid', (pattern) => {
  expect(matchPattern(pattern, 'a')).toEqual({ kind: 'invalid' });
  expect(patternProblem(pattern)).toEqual({ kind: 'invalid' });
});

test.each([
  ['a back reference', '(a)\\1', 'aa'],
  ['a condition', '(a)?(?(1)b|c)', 'ab'],
  ['an atomic group', '(?>a)b', 'ab'],
  ['a possessive repeat', 'a++b', 'ab'],
  ['too many repeats', '(a{1000}){1000}', 'a'],
  ['endless repeats of nothing', '(){1000000000}', 'a'],
  ['too deep a nest', `${'('.repeat(200)}a${')'.repeat(200)}`, 'a'],
  ['too long a pattern', 'a'.repeat(2_001), 'a'],
  ['too long a value', 'a', 'a'.repeat(10_001)],
  ['too much work', '(a?){5000}z', 'a'.repeat(10_000)],
])('%s is refused, and says why', (_story, pattern, text) => {
  expect(matchPattern(pattern, text)).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('drysend'),
  });
});

test.each([
  '(a+)+$',
  '(?:(?=.*y)|.)*z',
  '(?:(?<!y)(?=(?:a+)+b)|.)*z',
  '(a*){9}b',
  'a*a*a*a*a*b',
  '(a|a)*$',
  '(a|aa)+$',
  '(\\w+\\s?)*$',
  '(.*a){20}$',
])('%s does not hang where backtracking would', (pattern) => {
  expect(matchPattern(pattern, `${'a'.repeat(2_000)}!`)).toEqual({ kind: 'differs' });
});
