import { expect, test } from 'vitest';
import { cleanText } from '../../../src/core/render/clean-text.ts';

test.each([
  ['a smiley is pulled apart', ':o :O :x :X :D :p :P', ': o : O : x : X : D : p : P'],
  ['anywhere, not only as a smiley', '5:PM ID:Dose ::D', '5: PM ID: Dose :: D'],
  ['other faces stay', ':) :( :d ;D', ':) :( :d ;D'],
  ['typographic signs become plain', '\u201ca\u201d \u2018b\u2019 1\u20132\u2026', '"a" \'b\' 1-2...'],
  ['all else stays', 'a\u2014b \u00e7 \u{1f600}', 'a\u2014b \u00e7 \u{1f600}'],
])('%s', (_story, text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

test('a clean text stays as it is', () => {
  expect(cleanText(cleanText('5:PM\u2026'))).toBe(cleanText('5:PM\u2026'));
});
