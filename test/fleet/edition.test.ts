import { expect, test } from 'vitest';
import { editionCure, editionFrom, editionOf, isSameEdition, queueOf } from '../../src/fleet/edition.ts';

const own = editionOf('1.2.3');

test('an edition has the version, the releases of the zone data and the form of values', () => {
  expect(own).toMatchObject({
    version: '1.2.3',
    zones: expect.stringMatching(/^20\d\d[a-z]/),
    format: expect.any(Number),
  });
  expect(queueOf(own)).toBe(`drysend-1.2.3-${own.zones}-${own.format}`);
  expect(queueOf(own)).not.toContain(':');
});

test.each([
  ['another version', { version: '1.2.4' }, 'npx drysend@1.2.4 fleet worker'],
  ['other zone data', { zones: '2020a' }, 'the same zone data'],
  ['another form of values', { format: 1 }, 'in the same form'],
])('%s is another edition, with a queue and a cure of its own', (_what, change, cure) => {
  const other = { ...own, ...change };
  expect(isSameEdition(own, other)).toBe(false);
  expect(queueOf(other)).not.toBe(queueOf(own));
  expect(editionCure(other, own)).toContain(cure);
});

test.each([
  undefined,
  'x',
  {},
  { ...own, version: 'a b' },
  { ...own, version: 'x'.repeat(65) },
  { ...own, format: 1.5 },
  { ...own, zones: '../x' },
])('%j is no edition', (value) => {
  expect(editionFrom(value)).toBeUndefined();
});

test('an edition is read back from JSON', () => {
  expect(editionFrom(JSON.parse(JSON.stringify(own)))).toEqual(own);
});
