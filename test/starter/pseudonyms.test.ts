import { fc, test as forAll } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { normalizeNumber } from '../../src/core/contact/number.ts';
import { Pseudonyms } from '../../src/starter/pseudonyms.ts';

const pseudonyms = new Pseudonyms(Buffer.alloc(32, 7));
const others = new Pseudonyms(Buffer.alloc(32, 8));

describe('pseudonyms', () => {
  test('are the same for the same key, and others for another', () => {
    expect(pseudonyms.name('Amina Lema')).toMatch(/^Person [0-9A-F]{8}$/);
    expect(pseudonyms.name(' amina lema ')).toBe(pseudonyms.name('Amina Lema'));
    expect(others.name('Amina Lema')).not.toBe(pseudonyms.name('Amina Lema'));
    expect(others.number('254712345678')).not.toBe(pseudonyms.number('254712345678'));
    expect(pseudonyms.id('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('of numbers keep the country, the form, and which writings are one phone', () => {
    const international = pseudonyms.number('254712345678');
    expect(international).toMatch(/^25471\d{7}$/);
    expect(pseudonyms.number('+254 712 345 678')).toMatch(/^\+254 71\d \d{3} \d{3}$/);
    expect(pseudonyms.number('+254 712 345 678').replaceAll(/\D/g, '')).toBe(international);
    expect(pseudonyms.number('0712345678')).toBe(`0${international.slice(3)}`);
    expect(pseudonyms.number('254712345678.0')).toBe(`${international}.0`);
  });

  test('leave a number that a spreadsheet has cut as it is', () => {
    expect(pseudonyms.number('2.54712E+11')).toBe('2.54712E+11');
  });

  test('never give one number to two people', () => {
    const count = 30_000;
    const made = new Set(
      Array.from({ length: count }, (_, at) =>
        pseudonyms.number(`25471${String(at * 331).padStart(7, '0')}`),
      ),
    );
    expect(made.size).toBe(count);
  });

  forAll.prop([fc.stringMatching(/^\+?[0-9]{3} ?[0-9]{3}[ -]?[0-9]{3,6}$/)])(
    'of numbers are read by HQ as the numbers were: as long, or as wrongly',
    (text) => {
      const [before, after] = [normalizeNumber(text), normalizeNumber(pseudonyms.number(text))];
      expect(after.sendable).toBe(before.sendable);
      expect(after.normalized?.length).toBe(before.normalized?.length);
    },
  );

  forAll.prop([fc.string({ unit: 'grapheme' })])('of texts keep length, blanks and signs', (text) => {
    const shape = (one: string) =>
      one
        .replaceAll(/\p{Lu}/gu, 'A')
        .replaceAll(/\p{L}/gu, 'a')
        .replaceAll(/\p{Nd}/gu, '0');
    expect(shape(pseudonyms.letters(text))).toBe(shape(text));
  });
});
