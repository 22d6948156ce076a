import { expect, test } from 'vitest';
import { alignInOrder } from '../../../src/expect/diff/align.ts';

test.each([
  ['nothing with nothing', [], [], []],
  [
    'as many on both sides, one after another',
    [1, 2],
    [5, 9],
    [
      [0, 0],
      [1, 1],
    ],
  ],
  [
    'the longer list loses what is furthest off',
    [1, 2, 3],
    [2.1, 3.1],
    [
      [1, 0],
      [2, 1],
    ],
  ],
  [
    'the same the other way round',
    [2.1, 3.1],
    [1, 2, 3],
    [
      [0, 1],
      [1, 2],
    ],
  ],
  ['of two partners as near the earlier', [2], [1, 3], [[0, 0]]],
  [
    'never so that two cross',
    [10, 11],
    [1, 10, 20],
    [
      [0, 1],
      [1, 2],
    ],
  ],
  [
    'never so that one is left without',
    [20, 21],
    [1, 2, 20],
    [
      [0, 1],
      [1, 2],
    ],
  ],
])('%s', (_story, before, after, pairs) => {
  expect(alignInOrder(before, after)).toEqual(pairs);
});

test('long lists are paired in one walk, and still in order', () => {
  const before = Array.from({ length: 20_000 }, (_, index) => index * 10);
  const after = Array.from({ length: 30_000 }, (_, index) => index * 7);
  const pairs = alignInOrder(before, after);
  expect(pairs).toHaveLength(20_000);
  expect(pairs.every(([, other], index) => index === 0 || other > pairs[index - 1]![1])).toBe(true);
});
