import { fc, test as law } from '@fast-check/vitest';
import parsePhoneNumber, {
  getCountries,
  getCountryCallingCode,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { isOrdinary, numberAdvice } from '../../src/imports/phone-numbers.ts';

const codes = [
  ...new Set(getCountries().map((country) => String(getCountryCallingCode(country)))),
  '800',
  '999',
];

const anyNumber = fc
  .tuple(fc.constantFrom(...codes), fc.stringMatching(/^[0-9]{1,15}$/))
  .map(([code, national]) => code + national);

law.prop([anyNumber], { numRuns: 20_000 })(
  'a number that is not parsed is one of which the parser has nothing to say',
  (digits) => {
    if (!isOrdinary(digits)) return;
    expect(validatePhoneNumberLength(`+${digits}`)).toBe(undefined);
    const { countryCallingCode, nationalNumber } = parsePhoneNumber(`+${digits}`)!;
    expect(countryCallingCode + nationalNumber).toBe(digits);
  },
);

law.prop([anyNumber], { numRuns: 20_000 })(
  'a number has advice when the parser drops a zero behind its calling code, or knows no number of its length',
  (digits) => {
    if (digits.startsWith('999')) return;
    const { countryCallingCode = '', nationalNumber = '' } = parsePhoneNumber(`+${digits}`) ?? {};
    const dropsZero = digits.startsWith(`${countryCallingCode}0`) && !nationalNumber.startsWith('0');
    const length = validatePhoneNumberLength(`+${digits}`);
    const code = dropsZero && countryCallingCode !== '' ? 'NUMBER_NATIONAL_ZERO' : codeByLength(length);
    expect(numberAdvice(digits)?.code).toBe(code);
  },
);

function codeByLength(length: ReturnType<typeof validatePhoneNumberLength>): string | undefined {
  if (length === undefined) return undefined;
  return length === 'INVALID_COUNTRY' ? 'NUMBER_NO_COUNTRY' : 'NUMBER_IMPOSSIBLE';
}

test.each([
  ...['919812345678', '254712000851', '251911234567', '8801712345678'],
  ...['447911123456', '12025550123', '79161234567', '2250712345678', '390612345678', '5511987654321'],
])('an ordinary number is not parsed: %s', (digits) => expect(isOrdinary(digits)).toBe(true));

test.each([
  '9109812345678',
  '2540712000851',
  '91981234567890123',
  '9991234567',
  '80012345678',
  '4407911123456',
  '4479111234567',
])('a number that may have something to it is parsed: %s', (digits) =>
  expect(isOrdinary(digits)).toBe(false),
);
