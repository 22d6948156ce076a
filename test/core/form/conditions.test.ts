import { expect, test } from 'vitest';
import { passes } from '../../../src/core/form/conditions.ts';
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
