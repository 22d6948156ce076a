/** Keywords that cannot do what they seem to say are told at the start. */
import { expect, test } from 'vitest';
import { planOf } from './load-one.ts';

const noticesOf = (keyword: string) =>
  planOf(`scenario: x
starts: 2026-01-01 00:00
surveys: {s: {questions: [{id: weight, ask: "W?", type: text}]}}
keywords: {R: ${keyword}}`).notices.map(({ code, hint }) => [code, hint]);

test('a keyword without any action', () => {
  expect(noticesOf('{}')).toEqual([['KEYWORD_DOES_NOTHING', undefined]]);
});

test.each(['named', 'prefix'])('%s answers without names', (form) => {
  expect(noticesOf(`{structured: {survey: s, form: ${form}}}`)).toEqual([
    ['KEYWORD_WITHOUT_NAMES', 'add names: {NAME: question}'],
  ]);
});

test('a name for a question that the survey does not have, with the nearest', () => {
  expect(noticesOf('{structured: {survey: s, form: named, names: {W: weigth}}}')).toEqual([
    ['UNKNOWN_QUESTION', 'did you mean "weight"?'],
  ]);
});

test.each([
  '{structured: {survey: s}}',
  '{structured: {survey: s, form: named, names: {W: weight}}}',
  '{reply: Hi}',
])('nothing of %s', (keyword) => {
  expect(noticesOf(keyword)).toEqual([]);
});
