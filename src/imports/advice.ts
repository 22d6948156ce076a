/** What can be said about a phone number from the world's numbering plans. Advice only: HQ routes by prefix alone. */
import parsePhoneNumber, { type PhoneNumber, validatePhoneNumberLength } from 'libphonenumber-js/max';

export interface Advice {
  readonly code: 'NUMBER_NATIONAL_ZERO' | 'NUMBER_NO_COUNTRY' | 'NUMBER_IMPOSSIBLE';
  readonly message: string;
  readonly hint: string;
}

/** HQ's own test gateway answers to this prefix, which no country has. */
const TEST_PREFIX = '999';

/** The standard (E.164) allows 15 digits; longer ones are not looked up. */
const DIGITS_MAX = 40;

/**
 * Advice about a number HQ would send to (digits without plus), or undefined when it may well exist.
 * Made-up numbers of the right length pass: stories are full of them.
 */
export function numberAdvice(digits: string): Advice | undefined {
  if (!/^[0-9]+$/.test(digits) || digits.startsWith(TEST_PREFIX)) return undefined;
  if (digits.length > DIGITS_MAX) return tooLong(digits);
  if (digits.startsWith('0')) return leadingZero(digits);

  const number = parsePhoneNumber(`+${digits}`);
  if (number && hasNationalZero(number, digits)) return zeroAfterCountry(number, digits);

  switch (validatePhoneNumberLength(`+${digits}`)) {
    case undefined:
      return undefined;
    case 'INVALID_COUNTRY':
      return {
        code: 'NUMBER_NO_COUNTRY',
        message: `${digits} begins with no country's calling code`,
        hint: 'put the country code first, such as 91 for India',
      };
    default:
      return {
        code: 'NUMBER_IMPOSSIBLE',
        message: `${digits} has a length that no number ${countryOf(number)} has`,
        hint: 'count the digits; one may be lost or doubled',
      };
  }
}

function tooLong(digits: string): Advice {
  const message = `${digits.slice(0, DIGITS_MAX)}… has ${digits.length} digits: no number has more than 15`;
  return { code: 'NUMBER_IMPOSSIBLE', message, hint: 'count the digits' };
}

/** Whether the number may be American; made-up 555 numbers count, other countries under +1 do not. */
export function isUsNumber(digits: string): boolean {
  if (!/^1[0-9]{10}$/.test(digits)) return false;
  const country = parsePhoneNumber(`+${digits}`)?.country;
  return country === undefined || country === 'US';
}

function leadingZero(digits: string): Advice {
  const isDialled = digits.startsWith('00');
  return {
    code: 'NUMBER_NATIONAL_ZERO',
    message: `${digits} begins with ${isDialled ? '00' : '0'}; no country code does`,
    hint: isDialled ? 'leave out the 00' : 'replace the 0 with the country code, such as 91 for India',
  };
}

/** The library drops a trunk zero where the country has one; where zero is part of the number it keeps it. */
function hasNationalZero({ countryCallingCode, nationalNumber }: PhoneNumber, digits: string): boolean {
  return digits.startsWith(`${countryCallingCode}0`) && !nationalNumber.startsWith('0');
}

function zeroAfterCountry({ countryCallingCode, nationalNumber }: PhoneNumber, digits: string): Advice {
  return {
    code: 'NUMBER_NATIONAL_ZERO',
    message: `${digits} has the national 0 after the country code ${countryCallingCode}`,
    hint: `write ${countryCallingCode}${nationalNumber}`,
  };
}

function countryOf(number: PhoneNumber | undefined): string {
  return number === undefined ? 'in the world' : `of ${number.country ?? `+${number.countryCallingCode}`}`;
}
