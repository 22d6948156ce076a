import { describe, expect, test } from 'vitest';
import { bubbleWords, emptyText } from '../../src/lab/web/phones/bubble-words.ts';
import type { Bubble } from '../../src/lab/web/state/store.ts';

const bubble = (more: Partial<Bubble>): Bubble => ({
  ...{ key: 'm', seq: 1, at: 0, isReply: false, state: 'lost', note: 'GATEWAY_NOT_FOUND' },
  line: { seq: 1, at: '2026-03-09T06:00:00.000Z', kind: 'error', channel: 'sms', number: '254712000001' },
  ...more,
});

describe('a message that was not sent', () => {
  test('says what its code means', () => {
    expect(bubbleWords(bubble({}), false)).toEqual([
      'not sent: GATEWAY_NOT_FOUND (Gateway could not be found)',
    ]);
  });

  test('and has no words tells that in their place', () => {
    expect(emptyText(bubble({}))).toBe('Gateway could not be found.');
    expect(emptyText(bubble({ state: 'waiting', note: '' }))).toBe('(no text)');
  });
});

test('a reason to wait is a sentence too, and a receipt stays as it is', () => {
  expect(bubbleWords(bubble({ state: 'held', note: 'sending_hours' }), false)[0]).toMatch(
    /^held: sending_hours \(.+\)$/,
  );
  expect(bubbleWords(bubble({ state: 'arrived', note: 'delivered' }), false)).toEqual(['delivered']);
});
