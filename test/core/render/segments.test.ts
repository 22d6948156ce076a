import { expect, test } from 'vitest';
import { cleanText, hqParts, segmentsOf } from '../../../src/core/render/segments.ts';

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

const a = (count: number): string => 'a'.repeat(count);

test.each([
  ['an empty text is one segment', '', 1, 0],
  ['160 septets are one', a(160), 1, 160],
  ['161 are two of 153', a(161), 2, 161],
  ['306 are two', a(306), 2, 306],
  ['307 are three', a(307), 3, 307],
  ['an extension character costs two', '€'.repeat(80), 1, 160],
  ['its pair is not split', `${a(152)}€${a(152)}`, 3, 306],
])('GSM-7: %s', (_story, text, segments, units) => {
  expect(segmentsOf(text)).toEqual({ encoding: 'GSM-7', segments, units });
});

test.each([
  ['70 units are one segment', 'я'.repeat(70), 1, 70],
  ['71 are two of 67', 'я'.repeat(71), 2, 71],
  ['135 are three', 'я'.repeat(135), 3, 135],
  ['a surrogate pair is not split', `${'я'.repeat(66)}\u{1f600}${'я'.repeat(66)}`, 3, 134],
  ['an extension character costs one', `я${'€'.repeat(69)}`, 1, 70],
])('UCS-2: %s', (_story, text, segments, units) => {
  expect(segmentsOf(text)).toMatchObject({ encoding: 'UCS-2', segments, units });
});

test('the first character that forced UCS-2 is named whole', () => {
  expect(segmentsOf('a\u{1f600}ç').forcedBy).toBe('\u{1f600}');
});

test.each([
  ['nothing costs nothing', '', 0],
  ['160 of Latin-1 are one part', 'ç'.repeat(160), 1],
  ['161 are two, without a header', 'a'.repeat(320), 2],
  ['extension characters count once', '€^'.repeat(35), 1],
  ['the euro sign makes it 70', `€${'a'.repeat(70)}`, 2],
  ['an emoji counts once', '\u{1f600}'.repeat(71), 2],
])('%s', (_story, text, parts) => {
  expect(hqParts(text)).toBe(parts);
});
