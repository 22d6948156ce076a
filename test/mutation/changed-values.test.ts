import { expect, test } from 'vitest';
import { changedValues, changedWords, withoutVariables } from '../../src/mutation/changed-values.ts';

test.each([
  ['09:00', ['10:00']],
  ['23:30:15', ['00:30:15']],
  ['2026-02-28', ['2026-03-01']],
  ['2026-03-02 10:00', ['2026-03-02 11:00']],
  ['2026-03-02 23:15 UTC', ['2026-03-02 22:15 UTC']],
  ['-3', ['-2', '3']],
  ['0', ['1']],
  ['08', ['09', '-8']],
  ['30 days', ['31 days']],
  ['15m', ['16m']],
  ['yes', ['no']],
  ['UNTRANSLATED', ['NONE']],
  ['Sun', ['Mon']],
  ['15 women', []],
  ['254712000301', []],
])('%s becomes %j', (text, changed) => {
  expect(changedValues(text)).toEqual(changed);
});

test.each([
  ['Welcome {case.name}. Reply STOP.', ['other words {case.name}other words']],
  ['{case.name}', []],
  ['नमस्ते', ['other words']],
])('the words of %s become %j, its properties stay', (text, changed) => {
  expect(changedWords(text)).toEqual(changed);
});

test('each property of a text is left out in turn', () => {
  expect(withoutVariables('{case.name}: {case.day}')).toEqual([': {case.day}', '{case.name}: ']);
});
