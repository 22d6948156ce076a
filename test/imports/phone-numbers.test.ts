import { expect, test } from 'vitest';
import { isUsNumber, numberAdvice } from '../../src/imports/phone-numbers.ts';

test.each([
  ['09812345001', 'NUMBER_NATIONAL_ZERO', 'replace the 0 with the country code, such as 91 for India'],
  ['00919812345001', 'NUMBER_NATIONAL_ZERO', 'leave out the 00'],
  ['2510911234567', 'NUMBER_NATIONAL_ZERO', 'write 251911234567'],
  ['4407700900201', 'NUMBER_NATIONAL_ZERO', 'write 447700900201'],
  ['2101234567', 'NUMBER_NO_COUNTRY', 'put the country code first, such as 91 for India'],
  ['91981', 'NUMBER_IMPOSSIBLE', 'count the digits; one may be lost or doubled'],
  ['1555123456', 'NUMBER_IMPOSSIBLE', 'count the digits; one may be lost or doubled'],
  ['91981234500191981', 'NUMBER_IMPOSSIBLE', 'count the digits; one may be lost or doubled'],
])('%s: %s', (digits, code, hint) => {
  expect(numberAdvice(digits)).toMatchObject({ code, hint });
});

test.each([
  ['a mobile number', '919812345001'],
  ['a made-up number of the right length', '15551234567'],
  ['a number kept for films', '447700900201'],
  ['a country where the zero is part of the number', '390612345678'],
  ["HQ's test gateway", '99912345'],
  ['what is no number at all', '9.19812E+11'],
  ['nothing', ''],
])('says nothing about %s', (_story, digits) => {
  expect(numberAdvice(digits)).toBeUndefined();
});

test.each([
  ['12125551234', true],
  ['15551234567', true],
  ['14165551234', false],
  ['12425551234', false],
  ['919812345001', false],
  ['1212555123', false],
  ['+12125551234', false],
])('%s is American: %s', (digits, isUs) => {
  expect(isUsNumber(digits)).toBe(isUs);
});
