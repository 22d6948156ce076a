import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPattern } from '../../src/expect/checks.ts';
import { isNear } from '../../src/expect/near.ts';
import { spanText, textDifference } from '../../src/report/verdict/difference-text.ts';

/** Levenshtein's distance, the plain way. */
function distance(a: string, b: string): number {
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      row.push(Math.min(last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), last[j]! + 1, row[j - 1]! + 1));
    }
    last = row;
  }
  return last[b.length]!;
}

test('near is an edit distance of a tenth of the longer text', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 60 });
  const edited = fc.tuple(letters, fc.nat(60), fc.string({ maxLength: 3 }), fc.nat(4));
  fc.assert(
    fc.property(edited, ([text, place, added, lost]) => {
      const other = text.slice(0, place) + added + text.slice(place + lost);
      const limit = Math.floor(Math.max(text.length, other.length) / 10);
      expect(isNear(text, other)).toBe(distance(text, other) <= limit);
    }),
    { numRuns: 500 },
  );
});

test('near texts of a hundred thousand letters are compared all the same', () => {
  const long = 'abcdefghij'.repeat(10_000);
  expect(isNear(long, `${long.slice(0, 50_000)}X${long.slice(50_001)}`)).toBe(true);
});

test.each(['(a+)+', '(a*)*b', '((ab)+c)*', '(a|aa)+$', '([a-z]+\\d?)+', '(a*){9}b', 'a*a*a*a*a*b'])(
  '%s is searched for without going back',
  (pattern) => {
    const read = readPattern(`^(?:${pattern})!$`);
    expect(read.kind === 'pattern' && read.finds('a'.repeat(10_000))).toBe(false);
  },
);

test.each([
  '^Asha, .*\\d{4}-\\d\\d-\\d\\d',
  '(visit|call) on',
  '[(a+)+]+',
  '(ab)+',
  'a+b*',
  '\\(a+\\)+',
  '(?:STOP)?$',
  '(a+)?b',
])('%s is a pattern', (pattern) => {
  expect(readPattern(pattern).kind).toBe('pattern');
});

test('a search that takes more work than one may is given up, and a text is searched to 10,000 characters', () => {
  const heavy = readPattern('(a?){450}b');
  expect(heavy.kind === 'pattern' && heavy.finds('a'.repeat(10_000))).toBeUndefined();
  const plain = readPattern('b');
  expect(plain.kind === 'pattern' && plain.finds(`${'a'.repeat(10_000)}b`)).toBe(false);
});

test.each([
  [86_400_000, 'one day'],
  [7_500_000, '2 hours 5 minutes'],
  [90_061_000, 'one day one hour'],
  [5, '5 milliseconds'],
])('%i ms is %s', (ms, text) => {
  expect(spanText(ms)).toBe(text);
});

test.each([
  ['abc', 'abd', 'text differs at character 3: "d", not "c"'],
  ['abc', 'ab', 'text ends before "c"'],
  ['ab', 'abc', 'text goes on with "c"'],
  ['ab', undefined, 'it has no text'],
])('%s and %s: where they part', (wanted, found, text) => {
  expect(textDifference(wanted, found)).toBe(text);
});
