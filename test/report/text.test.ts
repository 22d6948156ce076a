import { describe, expect, test } from 'vitest';
import { replayLine } from '../../src/report/scenario-result.ts';
import { realTimeText, spanText } from '../../src/report/text/span.ts';
import {
  cut,
  displayWidth,
  padEnd,
  plainLine,
  wrap,
  wrapHanging,
} from '../../src/report/text/terminal-text.ts';

const DAY = 86_400_000;

test.each([
  ['plain letters', 'Asha', 4],
  ['Hindi: vowel signs and viramas take no room', 'हिन्दी', 3],
  ['Amharic: one cell a syllable', 'አማርኛ', 4],
  ['Chinese: two cells a character', '中文', 4],
  ['Korean', '한국어', 6],
  ['fullwidth forms', 'ＡＢ', 4],
  ['an accent that stands apart', 'e\u0301', 1],
  ['a family of four is one picture', '👨‍👩‍👧‍👦', 2],
  ['a flag', '🇮🇳', 2],
  ['a heart made an emoji', '❤️', 2],
  ['nothing', '', 0],
])('%s: %s', (_story, text, cells) => {
  expect(displayWidth(text)).toBe(cells);
});

test.each([
  ['fits', 'abc', 3, 'abc'],
  ['is cut with a sign', 'abcdef', 4, 'abc…'],
  ['never splits a wide character', '中文字', 4, '中…'],
  ['never splits a syllable', 'नमस्ते दुनिया', 3, 'नम…'],
])('a text that %s', (_story, text, cells, shown) => {
  expect(cut(text, cells)).toBe(shown);
  expect(displayWidth(cut(text, cells))).toBeLessThanOrEqual(cells);
});

test('padding counts cells, not characters', () => {
  expect(padEnd('中文', 6)).toBe('中文  ');
});

test('text wraps between words', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
});

test.each([
  ['under a label', 'why   ', 'one two three', 14, ['why   one two', '      three']],
  ['under the indent where there is no label', '  ', 'one two three', 9, ['  one two', '  three']],
  ['not at all where it fits', 'why   ', 'one', 80, ['why   one']],
])('text hangs %s', (_story, label, text, cells, lines) => {
  expect(wrapHanging(label, text, cells)).toEqual(lines);
});

test.each([
  [29 * DAY, '29 days'],
  [DAY, '24 hours'],
  [2 * DAY, '2 days'],
  [90 * 60_000, '90 minutes'],
  [3 * 3_600_000, '3 hours'],
  [61_000, '61 seconds'],
  [1000, '1 second'],
  [0, '0 seconds'],
  [365 * DAY, '365 days'],
  [3 * 365.25 * DAY, '3 years'],
])('%i ms of virtual time is said as %s', (ms, text) => {
  expect(spanText(ms)).toBe(text);
});

test.each([
  [0.84, '0.8 ms'],
  [38.4, '38 ms'],
  [1204, '1,204 ms'],
])('%d ms of real time is said as %s', (ms, text) => {
  expect(realTimeText(ms)).toBe(text);
});

describe('the replay line', () => {
  test.each([
    ['plain', 'scenarios/a.yaml', 'A b', 'drysend run scenarios/a.yaml --seed 7 --grep "A b"'],
    [
      'with a space in the path',
      'my stories/a.yaml',
      'A',
      'drysend run "my stories/a.yaml" --seed 7 --grep "A"',
    ],
    [
      'with what a shell would read',
      'a.yaml',
      'cost $5 `now`',
      "drysend run a.yaml --seed 7 --grep 'cost $5 `now`'",
    ],
    ['with both quotes', 'a.yaml', `"it's"`, `drysend run a.yaml --seed 7 --grep '"it'\\''s"'`],
  ])('%s', (_story, file, title, line) => {
    expect(replayLine(file, 7, title)).toBe(line);
  });
});

test('a plain line has no breaks, and shows escapes and changes of direction', () => {
  expect(plainLine('a\r\nb\u001b[31m\u202ec\t d')).toBe('a ⏎ b‹U+001B›[31m‹U+202E›c  d');
});
