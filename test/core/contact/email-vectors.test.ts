import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isEmailAddress } from '../../../src/core/contact/email-address.ts';

/** Made with Django 5.2 by scripts/email-addresses.py. */
const file = new URL('../../vectors/email-addresses.json', import.meta.url);
const { accepted, refused } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
};

test('addresses that Django takes are taken', () => {
  expect(accepted.length).toBeGreaterThan(500);
  expect(accepted.filter((address) => !isEmailAddress(address))).toEqual([]);
});

test('addresses that Django refuses are refused', () => {
  expect(refused.length).toBeGreaterThan(500);
  expect(refused.filter(isEmailAddress)).toEqual([]);
});
