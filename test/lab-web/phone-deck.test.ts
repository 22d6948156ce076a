import { expect, test } from 'vitest';
import { phonesInDeck } from '../../src/lab/web/state/phone-deck.ts';

const first = ['a', 'b', 'c', 'd'];

test('at first the first few are laid out', () => {
  expect(phonesInDeck({ pinned: [], laidOut: undefined }, first, 8)).toEqual(first);
});

test('a pinned phone comes first, and is there once', () => {
  expect(phonesInDeck({ pinned: ['c'], laidOut: undefined }, first, 8)).toEqual(['c', 'a', 'b', 'd']);
  expect(phonesInDeck({ pinned: ['x'], laidOut: ['a', 'x'] }, first, 8)).toEqual(['x', 'a']);
});

test('of more than there is room for, those that were laid out first make way, pinned ones never', () => {
  expect(phonesInDeck({ pinned: ['a'], laidOut: ['a', 'b', 'c', 'd', 'e'] }, first, 3)).toEqual([
    'a',
    'd',
    'e',
  ]);
  expect(phonesInDeck({ pinned: ['a', 'b'], laidOut: ['c'] }, first, 2)).toEqual(['a', 'b']);
});

test('none are laid out when all were put away', () => {
  expect(phonesInDeck({ pinned: [], laidOut: [] }, first, 8)).toEqual([]);
});
