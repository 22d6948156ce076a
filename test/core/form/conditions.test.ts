import { expect, test } from 'vitest';
import { measureOf, passes } from '../../../src/core/form/conditions.ts';
import type { Tests } from '../../../src/core/model/survey.ts';

test.each<[string, Tests, string, boolean]>([
  ['equal', { value: '8' }, '8', true],
  ['equal is equality of texts', { value: '8' }, '8.0', false],
  ['not', { not: 'a' }, '', true],
  ['in', { in: ['a', 'b'] }, 'b', true],
  ['matches the whole answer', { matches: '[A-Z]{3}' }, 'ABCD', false],
  ['matches', { matches: 'a|ab' }, 'ab', true],
  ['at least, as numbers', { atLeast: '9' }, '10', true],
  ['at most', { atMost: '9' }, '9', true],
  ['more than', { moreThan: '9' }, '9', false],
  ['less than, of what Java prints', { lessThan: '1E8' }, '1.23456785E7', true],
  ['dates by the calendar', { moreThan: '2026-09-30' }, '2026-10-01', true],
  ['times by the clock', { atLeast: '9:30' }, '09:30:00.000', true],
  ['a number and a date cannot be compared', { atLeast: '1' }, '2026-10-01', false],
  ['no number test holds for a blank', { atMost: '9' }, '', false],
  ['nor the other way', { atLeast: '-9' }, '', false],
  ['selected, one of several', { selected: 'b' }, 'a b', true],
  ['selected is a whole key', { selected: 'b' }, 'a bb', false],
  ['answered', { answered: true }, '0', true],
  ['not answered', { answered: false }, '', true],
  ['all must hold', { atLeast: '1', atMost: '3' }, '4', false],
])('%s', (_what, tests, value, outcome) => {
  expect(passes(tests, value)).toBe(outcome);
});

test.each<[string, Tests, string, boolean]>([
  ['at least: the number itself', { atLeast: '9' }, '9', true],
  ['less than: not the number itself', { lessThan: '9' }, '9.0', false],
  ['less than: below it', { lessThan: '9' }, '8.9', true],
  ['more than: above it', { moreThan: '9' }, '9.1', true],
  ['at most: not above it', { atMost: '9' }, '10', false],
  ['a time and a number cannot be compared', { atMost: '99999999999' }, '9:30', false],
  ['infinity is at least itself', { atLeast: 'Infinity' }, 'Infinity', true],
  ['infinity is not more than itself', { moreThan: 'Infinity' }, 'Infinity', false],
  ['a later second', { moreThan: '09:30:00' }, '09:30:01', true],
  ['an earlier minute with a later second', { lessThan: '09:31:00' }, '09:30:59', true],
  ['a later hour with an earlier minute', { moreThan: '09:59' }, '10:00', true],
])('%s', (_what, tests, value, outcome) => {
  expect(passes(tests, value)).toBe(outcome);
});

test.each([
  ['12', { kind: 'number', size: 12 }],
  ['-1.5e2', { kind: 'number', size: -150 }],
  ['.5', { kind: 'number', size: 0.5 }],
  ['-Infinity', { kind: 'number', size: Number.NEGATIVE_INFINITY }],
  ['1970-01-02', { kind: 'date', size: 1 }],
  ['1:02', { kind: 'time', size: 3_720_000 }],
  ['01:02:03', { kind: 'time', size: 3_723_000 }],
  ['01:02:03.4', { kind: 'time', size: 3_723_400 }],
  ['01:02:03.045', { kind: 'time', size: 3_723_045 }],
  ['', undefined],
  ['x12', undefined],
  ['12x', undefined],
  ['1:2', undefined],
  ['01:02:03.0456', undefined],
])('%j measures %j', (text, measure) => {
  expect(measureOf(text)).toEqual(measure);
});
