import { expect, test } from 'vitest';
import { matchingInSlices, newestOf, waitForMatches } from '../../../src/adapters/recorder/fitting.ts';
import { Recorder } from '../../../src/adapters/recorder/recorder.ts';
import { patternFrom, type RequestPattern } from '../../../src/adapters/recorder/request-pattern.ts';
import { TooSlow, withinTime } from '../../../src/adapters/recorder/within-time.ts';
import { anExchange } from './an-exchange.ts';

/** Takes more work on many a’s than a match may, and does not look like it. */
const SLOW = { bodyPatterns: [{ matches: '.*(a?){450}b' }] };
const MANY = 'a'.repeat(10_000);

function pattern(given: unknown): RequestPattern {
  const read = patternFrom(given);
  if ('problem' in read) throw new Error(read.problem);
  return read;
}
const withBody = (body: string) => anExchange({ request: { method: 'POST', path: '/', headers: {}, body } });

test('work that ends in time gives its result, and its errors', () => {
  expect(withinTime(1000, () => 7)).toBe(7);
  expect(() =>
    withinTime(1000, () => {
      throw new RangeError('mine');
    }),
  ).toThrow(RangeError);
});

test('work within work is stopped, too', () => {
  expect(withinTime(1000, () => withinTime(1000, () => 'inner'))).toBe('inner');
});

test('an expression that takes too much work on one text is stopped', async () => {
  await expect(matchingInSlices(pattern(SLOW), [withBody(MANY)])).rejects.toThrow(TooSlow);
});

test('one that only backtracking would not end is answered', async () => {
  const evil = pattern({ bodyPatterns: [{ matches: '(a+)+(a*){9}a*a*a*a*a*b' }] });
  expect(await matchingInSlices(evil, [withBody(MANY), withBody(`${MANY}b`)])).toHaveLength(1);
});

test('work that does not end is stopped', () => {
  const forEver = (): never => {
    for (;;) MANY.includes('b');
  };
  expect(() => withinTime(50, forEver)).toThrow(TooSlow);
});

test('one that ends is answered', async () => {
  expect(await matchingInSlices(pattern(SLOW), [withBody('aab'), withBody('c')])).toHaveLength(1);
});

test('others have their turn while many exchanges are looked at', async () => {
  let turns = 0;
  let isOver = false;
  const others = (): void => {
    turns += 1;
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  const heavy = pattern({ bodyPatterns: [{ matches: '(a|aa|aaa){20}b' }] });
  const all = Array.from({ length: 3000 }, () => withBody('a'.repeat(2000)));
  await matchingInSlices(heavy, all).catch((error) => expect(error).toBeInstanceOf(TooSlow));
  isOver = true;
  expect(turns).toBeGreaterThan(5);
});

test('who waits with such an expression is told, and who sends is not', async () => {
  const recorder = new Recorder();
  const waiting = waitForMatches(pattern(SLOW), recorder, 1, 60_000);
  expect(recorder.record(withBody(MANY)).seq).toBe(1);
  await expect(waiting).rejects.toThrow(TooSlow);
});

test('waits for what was there and what is to come', async () => {
  const recorder = new Recorder();
  recorder.record(withBody('aab'));
  const waiting = waitForMatches(pattern(SLOW), recorder, 2, 60_000);
  recorder.record(withBody('c'));
  recorder.record(withBody('ab'));
  expect(await waiting).toBe(2);
});

test.each([
  [0, 7, []],
  [1, 7, ['m7']],
  [3, 7, ['m7', 'm6', 'm5']],
  [9, 7, ['m7', 'm6', 'm5', 'm4', 'm3', 'm2', 'm1']],
])('the newest %i of %i, and how many there are', (limit, total, ids) => {
  const all = Array.from({ length: 7 }, (_, index) => anExchange({ id: `m${index + 1}` }));
  const found = newestOf(all, () => true, limit);
  expect([found.total, found.newest.map(({ id }) => id)]).toEqual([total, ids]);
});
