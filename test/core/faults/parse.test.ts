import { describe, expect, test } from 'vitest';
import {
  drawnMs,
  fieldsOf,
  parseLength,
  parseMoment,
  parseNth,
  parseOrdinals,
  parseProbability,
  parseRate,
  parseReply,
  parseSpread,
  parseTextTest,
  textTestProblem,
} from '../../../src/core/faults/parse.ts';
import { zoneNamed } from '../../../src/core/time/zone.ts';

test.each([
  ['0', 0],
  ['90s', 90_000],
  ['5 minutes', 300_000],
  ['soon', undefined],
])('the length %s is %j ms', (text, ms) => {
  expect(parseLength(text)).toBe(ms);
});

test.each([
  ['10/s', 0.01],
  ['600/min', 0.01],
  ['36000 / h', 0.01],
  ['0.5/s', 0.0005],
  ['0/s', undefined],
  ['10/day', undefined],
  ['ten/s', undefined],
])('the rate %s is %j a millisecond', (text, rate) => {
  expect(parseRate(text)).toBe(rate);
});

test.each([
  ['0.25', 0.25],
  ['.5', 0.5],
  ['25%', 0.25],
  ['25 %', 0.25],
  ['1', 1],
  ['100%', 1],
  ['1.01', undefined],
  ['101%', undefined],
  ['-1', undefined],
])('the probability %s is %j', (text, value) => {
  expect(parseProbability(text)).toBe(value);
});

test.each([
  ['2', { from: 2, to: 2 }],
  ['2-4', { from: 2, to: 4 }],
  ['2 - 2', { from: 2, to: 2 }],
  ['2-14', { from: 2, to: 14 }],
  ['123456789-123456789', { from: 123456789, to: 123456789 }],
  ['1234567890', undefined],
  ['2-1x', undefined],
  ['x2', undefined],
  ['2x', undefined],
  ['4-2', undefined],
  ['0', undefined],
  ['2-', undefined],
])('the ordinals %s are %j', (text, span) => {
  expect(parseOrdinals(text)).toEqual(span);
});

test.each([
  ['3', { count: 3, again: false }],
  ['every:3', { count: 3, again: true }],
  ['every: 3', { count: 3, again: true }],
  ['every 3', undefined],
  ['0', undefined],
])('the count %s is %j', (text, nth) => {
  expect(parseNth(text)).toEqual(nth);
});

describe('a moment', () => {
  const startsAt = Date.parse('2024-03-04T10:00:00Z');
  const momentOf = (text: string) => parseMoment(text, zoneNamed('Asia/Kolkata')!, startsAt);

  test.each([
    ['T', '2024-03-04T10:00:00Z'],
    ['T+90s', '2024-03-04T10:01:30Z'],
    ['2024-03-04 16:00', '2024-03-04T10:30:00Z'],
  ])('%s is %s', (text, at) => {
    expect(momentOf(text)).toBe(Date.parse(at));
  });

  test.each(['T+', 'T+soon', 'noon'])('%s is none', (text) => {
    expect(momentOf(text)).toBeUndefined();
  });
});

describe('a test of a text', () => {
  const holds = (test: string, text: string) => parseTextTest(test)?.(text);

  test.each([
    ['2783*', '27831', true],
    ['2783*', '127831', false],
    ['/83/', '27831', true],
    ['/VISIT/i', 'a visit', true],
    ['/VISIT/', 'a visit', false],
  ])('%s on %s: %j', (pattern, text, expected) => {
    expect(holds(pattern, text)).toBe(expected);
  });

  test('whose pattern is broken is none, and says why', () => {
    expect(parseTextTest('/(/')).toBeUndefined();
    expect(textTestProblem('/(/')).toBeDefined();
    expect([textTestProblem('/a/'), textTestProblem('a*')]).toEqual([undefined, undefined]);
  });
});

test.each([
  ['450 4.2.0 Try again', { code: 450, words: '4.2.0 Try again' }],
  ['450-Try', { code: 450, words: 'Try' }],
  ['550', { code: 550, words: '' }],
  ['650 no', undefined],
  ['45 no', undefined],
])('the reply %s is %j', (text, reply) => {
  expect(parseReply(text)).toEqual(reply);
});

describe('a spread', () => {
  test.each<[unknown, unknown]>([
    ['5s', { kind: 'fixed', ms: 5000 }],
    [{ fixed: '5s' }, { kind: 'fixed', ms: 5000 }],
    [{ uniform: ['1s', '2s'] }, { kind: 'uniform', fromMs: 1000, toMs: 2000 }],
    [{ lognormal: { median: '1s', p95: '4s' } }, { kind: 'lognormal', medianMs: 1000, p95Ms: 4000 }],
    [{ fixed: 5 }, undefined],
    [{ uniform: ['2s', '1s'] }, undefined],
    [{ uniform: ['1s'] }, undefined],
    [{ uniform: ['1s', '2s', '3s'] }, undefined],
    [{ lognormal: { median: '0', p95: '4s' } }, undefined],
    [{ lognormal: { median: '4s', p95: '1s' } }, undefined],
    [{ lognormal: { median: '4s' } }, undefined],
    [[], undefined],
  ])('%j is %j', (value, spread) => {
    expect(parseSpread(value)).toEqual(spread);
  });

  test('that is uniform has both ends', () => {
    const spread = { kind: 'uniform', fromMs: 10, toMs: 12 } as const;
    expect([0, 0.34, 0.67, 0.999].map((u) => drawnMs(spread, u))).toEqual([10, 11, 12, 12]);
  });

  test('that is lognormal has its median in the middle and its p95 at 95 %', () => {
    const spread = { kind: 'lognormal', medianMs: 1000, p95Ms: 4000 } as const;
    expect(drawnMs(spread, 0.5)).toBe(1000);
    expect(Math.abs(drawnMs(spread, 0.95) - 4000)).toBeLessThan(40);
    expect(drawnMs(spread, 0.05)).toBeLessThan(260);
    expect([drawnMs(spread, 0), drawnMs(spread, 1)].every(Number.isFinite)).toBe(true);
  });
});

test('the fields of what is no map are none', () => {
  expect([fieldsOf(null), fieldsOf([1]), fieldsOf('a'), fieldsOf({ a: 1 })]).toEqual([{}, {}, {}, { a: 1 }]);
});

test.each([
  ['a 95th percentile as long as the median', { median: '2s', p95: '2s' }, { medianMs: 2000, p95Ms: 2000 }],
  ['a 95th percentile that is shorter', { median: '2s', p95: '1s' }, undefined],
  ['a median of nothing', { median: '0', p95: '1s' }, undefined],
  ['no 95th percentile', { median: '2s' }, undefined],
  ['no median', { p95: '2s' }, undefined],
])('a lognormal length with %s', (_what, lognormal, lengths) => {
  expect(parseSpread({ lognormal })).toEqual(lengths && { kind: 'lognormal', ...lengths });
});

test.each([
  [{ uniform: ['1s', '1s'] }, { kind: 'uniform', fromMs: 1000, toMs: 1000 }],
  [{ uniform: ['2s', '1s'] }, undefined],
  [{ uniform: ['1s'] }, undefined],
  [{ uniform: ['1s', '2s', '3s'] }, undefined],
  [{ uniform: [1, '2s'] }, undefined],
  [{ uniform: ['1s', 2] }, undefined],
  [{ fixed: '3s' }, { kind: 'fixed', ms: 3000 }],
  [{ fixed: 3 }, undefined],
  [3, undefined],
  [null, undefined],
  [['1s', '2s'], undefined],
])('the length %j is %j', (given, spread) => {
  expect(parseSpread(given)).toEqual(spread);
});
