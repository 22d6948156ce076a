import { expect, test } from 'vitest';
import type { Outside, OutsideText } from '../../src/lab/web/state/answers.ts';
import { threadsOfOutside, withOutside } from '../../src/lab/web/state/external-threads.ts';
import { addLines, emptyStore } from '../../src/lab/web/state/store.ts';

const NINE = Date.parse('2026-03-02T09:00:00Z');
const number = '919812345001';
const wire = { method: 'POST', path: '/', headers: {}, body: '' };

const exchange = (seq: number, more: Partial<Outside> = {}): Outside => ({
  ...{ seq, at: 0, clock: NINE, afterLine: 1, gateway: 'GATE', channel: 'sms', verdict: 'taken' },
  ...{ to: `+${number}`, from: '+1', text: `m${seq}`, contacts: [] },
  ...{ request: wire, response: { status: 201, headers: {}, body: '' } },
  ...more,
});
const text = (seq: number, more: Partial<OutsideText> = {}): OutsideText => ({
  ...{
    seq,
    id: seq,
    at: 0,
    clock: NINE,
    afterLine: 1,
    gateway: 'GATE',
    from: `+${number}`,
    to: '+1',
    text: `t${seq}`,
  },
  ...more,
});
const threads = (exchanges: readonly Outside[], texts: readonly OutsideText[], now: number) => {
  const lines = ['2026-03-02T08:59:00Z', '2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z'].map((at, index) => ({
    ...{ seq: index + 1, at, kind: 'sent', number, id: `s${index + 1}`, text: `s${index + 1}` },
  })) as Parameters<typeof addLines>[1];
  return withOutside(addLines(emptyStore(), lines).threads, threadsOfOutside(exchanges, texts), now);
};
const textsOf = (exchanges: readonly Outside[], texts: readonly OutsideText[], now: number) =>
  threads(exchanges, texts, now)
    .get(number)
    ?.map(({ line }) => line.text);

test('what came from outside stands where the clock and the journal were, in the order of coming', () => {
  const exchanges = [exchange(1), exchange(3, { clock: NINE + 1, afterLine: 2 })];
  const texts = [text(2, { clock: NINE, afterLine: 2 })];
  expect(textsOf(exchanges, texts, NINE + 7_200_000)).toEqual(['s1', 'm1', 's2', 't2', 'm3', 's3']);
});

test('what came later than the clock stands now is not there yet', () => {
  expect(textsOf([exchange(1), exchange(2, { clock: NINE + 1 })], [], NINE)).not.toContain('m2');
});

test('only an SMS that its gateway took is on a phone', () => {
  const exchanges = [
    exchange(1, { verdict: 'refused' }),
    exchange(2, { channel: 'email', to: 'a@example.org' }),
    exchange(3, { channel: null }),
    exchange(4, { to: '' }),
  ];
  expect(threadsOfOutside(exchanges, []).size).toBe(0);
});

test('the bubble of a text says what became of it', () => {
  const call = (state: 'pending' | 'acknowledged' | 'given up', why?: string, problem?: string) => [
    {
      id: 'w1',
      url: 'http://127.0.0.1/',
      state,
      attempts: 1,
      ...(why && { why }),
      ...(problem && { problem }),
    },
  ];
  const texts = [
    text(1),
    text(2, { calls: [] }),
    text(3, { calls: call('pending', 'no connection') }),
    text(4, { calls: call('given up', 'it answered 503') }),
    text(5, { calls: call('acknowledged') }),
    text(6, { calls: call('acknowledged', undefined, '12100') }),
  ];
  const bubbles = threadsOfOutside([], texts).get(number)!;
  expect(bubbles.map(({ state, note }) => [state, note])).toEqual([
    ['waiting', 'calling the application'],
    ['arrived', 'kept by the carrier'],
    ['retrying', 'no connection'],
    ['lost', 'it answered 503'],
    ['arrived', 'answered'],
    ['arrived', '12100'],
  ]);
});
