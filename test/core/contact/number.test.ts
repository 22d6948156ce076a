import { describe, expect, test } from 'vitest';
import { cleanPhoneNumber, isVerifiedFlag, normalizeNumber } from '../../../src/core/contact/number.ts';

test.each([
  ['+1 (555) 123-4567', '15551234567'],
  ['1.555.123.4567', '15551234567'],
  ['1\u00a0555\u3000123\u001c4567\u0085', '15551234567'],
  ['(+)15551234567', '15551234567'],
  ['0015551234567', '0015551234567'],
])('%j is %s', (raw, normalized) => {
  expect(normalizeNumber(raw)).toEqual({
    normalized,
    valid: true,
    entry: true,
    canBeTwoWay: true,
    sendable: true,
  });
});

test.each([
  '',
  ' ',
  '+',
  '++1555',
  '1555/1234',
  '1555x12',
  '1555\u200b12',
  '1555\ufeff12',
  '1555–12',
  '²555',
])('%j is no number', (raw) => {
  const nothing = { valid: false, entry: false, canBeTwoWay: false, sendable: false };
  expect(normalizeNumber(raw)).toMatchObject(nothing);
});

test.each([
  ['0', false, false],
  ['00', true, false],
  ['123', true, false],
  ['1234', true, true],
])('%s: entry %s, two-way and sendable %s', (raw, entry, sendable) => {
  expect(normalizeNumber(raw)).toMatchObject({ valid: true, entry, canBeTwoWay: sendable, sendable });
});

test('nothing at all is null', () => {
  expect(normalizeNumber(undefined)).toMatchObject({ normalized: null, valid: false, entry: false });
});

describe('digits of other scripts', () => {
  test('are digits in `exact` only', () => {
    expect(normalizeNumber('١٢٣٤').sendable).toBe(true);
    expect(normalizeNumber('١٢٣٤', 'tidy').valid).toBe(false);
  });

  test('count one by one, even beyond the basic plane', () => {
    expect(normalizeNumber('\u{1d7cf}\u{1d7d0}\u{1d7d1}').sendable).toBe(false);
  });
});

test('on the wire dots survive in `exact` and are dropped in `tidy`', () => {
  expect(cleanPhoneNumber('+1 (555) 1.2')).toBe('+15551.2');
  expect(cleanPhoneNumber('+1 (555) 1.2', 'tidy')).toBe('+155512');
});

test.each(['1', '0', 'no', 'false', ' '])('the flag %j verifies', (value) => {
  expect(isVerifiedFlag(value)).toBe(true);
  expect(isVerifiedFlag(value, 'tidy')).toBe(true);
});

test.each(['', undefined])('the flag %j does not', (value) => {
  expect(isVerifiedFlag(value)).toBe(false);
});
