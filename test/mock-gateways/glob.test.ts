import { expect, test } from 'vitest';
import { matchesGlob } from '../../mock-gateways/glob.ts';

test.each([
  ['0981', '0*', true],
  ['981', '0*', false],
  ['27831234567', '27?31*67', true],
  ['', '*', true],
  ['', '', true],
  ['1', '', false],
  ['123', '1*2*3', true],
  ['a.b', 'a?b', true],
  ['a+b', 'a.b', false],
  ['xyz@example.org', '*@example.org', true],
])('%s fits %s: %s', (text, glob, fits) => {
  expect(matchesGlob(text, glob)).toBe(fits);
});

test('a glob of many stars ends soon', () => {
  expect(matchesGlob('a'.repeat(2000), `${'*a'.repeat(200)}b`)).toBe(false);
});
