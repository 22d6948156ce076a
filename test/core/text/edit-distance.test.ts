import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { distance } from '../../../src/core/text/edit-distance.ts';

/** The whole table of the optimal string alignment, as textbooks have it. */
function tableDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      table[i]![j] = Math.min(
        table[i - 1]![j]! + 1,
        table[i]![j - 1]! + 1,
        table[i - 1]![j - 1]! + change,
        swapped ? table[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return table[a.length]![b.length]!;
}

test.each([
  ['', '', 2, 0],
  ['', 'ab', 2, 2],
  ['abc', '', 5, 3],
  ['', 'abc', 2, 3],
  ['nairobi', 'nairobi', 0, 0],
  ['nairobi', 'niarobi', 1, 1],
  ['nairobi', 'naironi', 1, 1],
  ['nairobi', 'nairoi', 2, 1],
  ['nairobi', 'nnairobi', 2, 1],
  ['abcdef', 'badcfe', 3, 3],
  ['abcdef', 'badcfe', 2, 3],
  ['ca', 'abc', 5, 3],
  ['abcd', 'wxyz', 2, 3],
  ['abcd', 'abcdefgh', 2, 3],
])('%j and %j, of at most %i, are %i apart', (a, b, most, apart) => {
  expect(distance(a, b, most)).toBe(apart);
});

const word = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 9 });
law.prop([word, word, fc.integer({ min: 0, max: 6 })], { numRuns: 2000 })(
  'within its limit it is that of the whole table, and above it above',
  (a, b, most) => {
    const whole = tableDistance(a, b);
    const near = distance(a, b, most);
    if (whole <= most) expect(near).toBe(whole);
    else expect(near).toBeGreaterThan(most);
  },
);
