import { describe, expect, test } from 'vitest';
import { bubbleWords, emptyText } from '../../src/lab/web/phones/bubble-words.ts';
import { addLines, type Bubble, emptyStore } from '../../src/lab/web/state/store.ts';

const bubble = (more: Partial<Bubble>): Bubble => ({
  ...{ key: 'm', seq: 1, at: 0, isReply: false, state: 'lost', note: '' },
  line: {
    ...{ seq: 1, at: '2026-03-09T06:00:00.000Z', kind: 'error', channel: 'sms', number: '254712000001' },
    ...{ code: 'GATEWAY_NOT_FOUND', words: 'Gateway could not be found' },
  },
  ...more,
});

describe('a message that was not sent', () => {
  test('says what its code means', () => {
    const store = addLines(emptyStore(), [{ ...bubble({}).line, text: 'Visit' }]);
    const [lost] = store.threads.get('254712000001') ?? [];
    expect(bubbleWords(lost!, '')).toEqual(['not sent: GATEWAY_NOT_FOUND (Gateway could not be found)']);
  });

  test('does not say it twice where that stands in place of the text', () => {
    const store = addLines(emptyStore(), [bubble({}).line]);
    const [lost] = store.threads.get('254712000001') ?? [];
    expect([emptyText(lost!), ...bubbleWords(lost!, '')]).toEqual([
      'Gateway could not be found.',
      'not sent: GATEWAY_NOT_FOUND',
    ]);
  });

  test('and has no words tells that in their place', () => {
    expect(emptyText(bubble({}))).toBe('Gateway could not be found.');
    expect(emptyText(bubble({ state: 'waiting' }))).toBe('(no text)');
  });
});

test('a note stands as it is behind what became of the message', () => {
  expect(bubbleWords(bubble({ state: 'held', note: 'sending_hours (x)' }), '')).toEqual([
    'held: sending_hours (x)',
  ]);
  expect(bubbleWords(bubble({ state: 'arrived', note: 'delivered' }), '')).toEqual(['delivered']);
});
