import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visible, visibleJson, visibleLine } from '../../../src/core/render/visible.ts';

const obeyed =
  /(?![\n\t])[\p{Control}\p{Surrogate}\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]/u;

describe('a hidden character is shown by its code point', () => {
  test.each([
    ['escape', '\u001b[2J', '‹U+001B›[2J'],
    ['a control sequence of one character (C1)', '\u009b2J', '‹U+009B›2J'],
    ['the bell', 'a\u0007', 'a‹U+0007›'],
    ['a carriage return', 'good\rbad', 'good‹U+000D›bad'],
    ['backspace and delete', 'a\b\u007f', 'a‹U+0008›‹U+007F›'],
    ['changes of direction', '\u202agnp.\u202e', '‹U+202A›gnp.‹U+202E›'],
    ['isolates', '\u2066a\u2069', '‹U+2066›a‹U+2069›'],
    ['direction marks', '\u200e\u200f\u061c', '‹U+200E›‹U+200F›‹U+061C›'],
    ['line and paragraph separators', 'a\u2028b\u2029', 'a‹U+2028›b‹U+2029›'],
    ['half a character', 'a\ud800b', 'a‹U+D800›b'],
  ])('%s', (_what, text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

test.each([
  ['Hindi with joiners', 'क्‍ष और क्‌ष, आपका अपॉइंटमेंट'],
  ['Amharic', 'ሰላም፣ ቀጠሮዎ ነገ ነው።'],
  ['Arabic and Persian with a non-joiner', 'مرحبا، موعدك غدًا — می‌خواهم'],
  ['emoji of several parts', '👩‍👩‍👧‍👦 ❤️ 🏳️‍🌈'],
  ['lines and tabs', 'one\n\ttwo'],
])('%s stays as it is', (_what, text) => {
  expect(visible(text)).toBe(text);
});

test('on one line a line break is a sign', () => {
  expect(visibleLine('a\r\nb\nc\rd\te\u001b')).toBe('a ⏎ b ⏎ c ⏎ d e‹U+001B›');
});

test('whatever the text, nothing is left that a terminal would obey, and twice is the same as once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = visible(text);
      expect(shown).not.toMatch(obeyed);
      expect(visible(shown)).toBe(shown);
      expect(visibleLine(text)).not.toMatch(/[\n\t]/);
    }),
    { seed: 10 },
  );
});

test('JSON stays JSON of the same value', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
      const shown = visibleJson(json);
      expect(shown).not.toMatch(obeyed);
      expect(JSON.parse(shown)).toEqual(JSON.parse(json));
    }),
    { seed: 10 },
  );
  expect(visibleJson(JSON.stringify({ a: '\u202e\u009b' }))).toBe('{"a":"\\u202e\\u009b"}');
});
