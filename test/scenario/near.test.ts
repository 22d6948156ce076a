import { test as law } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean, NearIndex } from '../../src/scenario/near.ts';

describe('the name that was meant', () => {
  test.each([
    ['asah', ['meera', 'asha'], 'asha'],
    ['ASHA', ['asha'], 'asha'],
    ['mothr-17', ['mother-71', 'mother-17'], 'mother-17'],
    ['as', ['ask', 'asp'], 'ask'],
  ])('%s of %s is %s', (word, names, meant) => {
    expect(didYouMean(word, names)).toBe(`did you mean "${meant}"?`);
  });

  test.each([
    ['quince', ['asha', 'meera']],
    ['ab', ['cd']],
    ['', ['a']],
    ['x'.repeat(101), ['x'.repeat(100)]],
  ])('%s of %s is none', (word, names) => {
    expect(didYouMean(word, names)).toBeUndefined();
  });

  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'ä', '-', '1', '😀'), maxLength: 10 });

  law.prop([word, fc.array(word, { maxLength: 12 })], { seed: 10, numRuns: 3000 })(
    'is the one that comparing with every name finds',
    (wanted, names) => {
      expect(didYouMean(wanted, names)).toBe(comparingAll(wanted, names));
    },
  );
});

test('of many names few are compared', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `${wordFor(index)}-${index}`);
  const index = new NearIndex(names);
  for (let one = 0; one < 200; one += 1) {
    expect(index.didYouMean(`x${wordFor(one)}-${one}`)).toBe(`did you mean "${names[one]}"?`);
  }
  expect(index.compared).toBeLessThan(200 * 2000);
});

test('names that are all alike are compared half a million times and no more', () => {
  const index = new NearIndex(Array.from({ length: 10_000 }, (_, one) => `aaaaaaaa${'ab'.repeat(one % 4)}`));
  for (let one = 0; one < 200; one += 1) index.didYouMean('bbbbbbbbabab');
  expect(index.compared).toBe(500_000);
});

/** Letters of its own for each number. */
const wordFor = (index: number): string =>
  [...String(index)].map((digit) => 'qwertzuiop'[Number(digit)]!.repeat(2)).join('');

/** The definition: every name compared, the first of the nearest taken. */
function comparingAll(word: string, names: readonly string[]): string | undefined {
  const wanted = word.trim().toLowerCase();
  let least = (wanted.length < 4 ? 1 : wanted.length < 8 ? 2 : 3) + 1;
  let best: string | undefined;
  for (const name of wanted === '' ? [] : names) {
    const far = wholeDistance(wanted, name.toLowerCase());
    if (far >= least || far >= name.length) continue;
    best = name;
    least = far;
  }
  return best === undefined ? undefined : `did you mean "${best}"?`;
}

function wholeDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
