/** Keywords that cannot do what they seem to say are told at the start. */
import { describe, expect, test } from 'vitest';
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

const limitsOf = (text: string): string[] =>
  planOf(`scenario: x\nstarts: 2026-01-01 00:00\n${text}`)
    .notices.filter(({ code }) => code === 'SCREEN_LIMIT')
    .map(({ message }) => message);

const alert = (more: string): string[] => limitsOf(`alerts: {a: {case_type: c, to: case, sms: Hi, ${more}}}`);

describe('HQ’s screens refuse', () => {
  test.each([
    ['a time from a parent’s property', 'send: {daily: {at_property: parent/t}}'],
    [
      'random windows that overlap',
      'send: {custom_daily: {events: [{day: 1, random: {from: "09:00", minutes: 60}}, {day: 1, random: {from: "09:59", minutes: 5}}]}}',
    ],
    [
      'restarting by a property with a start of its own',
      'restart_when_changed: x, start: {property: d}, send: {daily: {at: "09:00"}}',
    ],
    ['restarting by what is built in', 'restart_when_changed: name, send: immediately'],
    ['restarting by a parent’s property', 'restart_when_changed: parent/x, send: immediately'],
  ])('%s', (_what, more) => {
    expect(alert(more)).toHaveLength(1);
  });

  test('a delimiter of a keyword without structured answers', () => {
    expect(limitsOf('keywords: {HI: {reply: x, delimiter: ","}}')).toHaveLength(1);
  });
});

describe('HQ’s screens take', () => {
  test.each([
    [
      'windows that touch',
      'send: {custom_daily: {events: [{day: 1, random: {from: "09:00", minutes: 60}}, {day: 1, random: {from: "10:00", minutes: 5}}]}}',
    ],
    ['restarting at the first available time', 'restart_when_changed: x, send: {daily: {at: "09:00"}}'],
    ['restarting an immediate alert', 'restart_when_changed: x, send: immediately'],
  ])('%s', (_what, more) => {
    expect(alert(more)).toEqual([]);
  });
});
