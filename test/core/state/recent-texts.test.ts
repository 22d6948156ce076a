import { expect, test } from 'vitest';
import { RecentTexts } from '../../../src/core/state/recent-texts.ts';

test('the same words to the same number are seen again within the span, its last instant included', () => {
  const texts = new RecentTexts(60);
  expect(texts.seen('1', 'hi', 'first', 0)).toBeUndefined();
  expect(texts.seen('1', 'hi', 'second', 60)).toBe('first');
  expect(texts.seen('1', 'hi', 'third', 61)).toBe('second');
  expect(texts.seen('1', 'hi', 'fourth', 122)).toBeUndefined();
});

test('other words, and another number, are others', () => {
  const texts = new RecentTexts(60);
  texts.seen('1', 'hi', 'first', 0);
  expect(texts.seen('2', 'hi', 'x', 0)).toBeUndefined();
  expect(texts.seen('1', 'ho', 'x', 0)).toBeUndefined();
  expect(texts.seen('1', 'hi', 'x', 1)).toBe('first');
});

test('a text that was seen again is remembered from then on, also when its first time has gone by', () => {
  const texts = new RecentTexts(60);
  texts.seen('1', 'hi', 'first', 0);
  texts.seen('1', 'hi', 'second', 50);
  texts.seen('2', 'other', 'x', 100);
  expect(texts.seen('1', 'hi', 'third', 110)).toBe('second');
});

test('of thousands of texts each is remembered for its span and no longer', () => {
  const texts = new RecentTexts(10);
  for (let at = 0; at < 5_000; at += 1) {
    expect(texts.seen('1', `text ${at}`, `${at}`, at)).toBeUndefined();
    if (at >= 20) {
      expect(texts.seen('2', 'same', 'again', at)).toBe(at === 20 ? undefined : 'again');
      expect(texts.seen('1', `text ${at - 11}`, 'again', at)).toBeUndefined();
    }
  }
});
