import { expect, test } from 'vitest';
import { hqParts } from '../../../src/core/render/billing.ts';

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
