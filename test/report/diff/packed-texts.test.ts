import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PackedTexts } from '../../../src/report/diff/packed-texts.ts';

test('every text comes back as it was, and so does each that is repeated and each that is missing', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(undefined, '', '\ud800', 'አማርኛ', 'x'.repeat(2_000_000)),
  );
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 40 }), (all) => {
      const packed = new PackedTexts();
      for (const text of all) packed.push(text);
      for (const [index] of all.entries()) packed.repeat(index);
      const out = Array.from({ length: all.length * 2 }, (_, index) => packed.get(index));
      expect(out).toEqual([...all, ...all]);
    }),
  );
});

test('thousands of texts come back as they were', () => {
  const packed = new PackedTexts();
  for (let index = 0; index < 5000; index += 1) packed.push(`text ${index}`);
  expect(packed.get(0)).toBe('text 0');
  expect(packed.get(4999)).toBe('text 4999');
});
