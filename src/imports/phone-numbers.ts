/**
 * What is known of a phone number: as HQ reads what a file has, and by the world's numbering plans. Advice
 * only: HQ routes by prefix alone.
 */
import parsePhoneNumber, {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  Metadata,
  type PhoneNumber,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import { normalizeNumber } from '../core/contact/number.ts';
import type { Remark } from './import-report.ts';

export type NumberAdvice = Pick<Remark, 'code' | 'becomes' | 'hint'>;

const EXCEL = /^[+-]?\d(?:[.,]\d+)?E\+?\d+$/i;

/** A number as Excel shows it when the column is narrow or the number long. */
export const isExcelNumber = (text: string): boolean => EXCEL.test(text.trim());

/** Nearly all numbers are written as HQ wants them. */
const WELL_WRITTEN = /^[1-9][0-9]{3,}$/;

/** Two numbers in a cell, such as `0712000851 / 0722100023`. */
const SEVERAL = /\d[\d ]{5,}\D+\d[\d ]{5,}/;
/** Of a longer text nobody means numbers. */
const NUMBERS_CHARACTERS_MAX = 100;
const keepOne = 'keep one of the numbers, in digits with the country code first';

/** undefined: digits only, as HQ wants them. */
export function inspectNumber(text: string): NumberAdvice | undefined {
  if (WELL_WRITTEN.test(text)) return undefined;
  if (isExcelNumber(text)) {
    return {
      code: 'IMPORT_EXCEL_NUMBER',
      becomes: 'HQ reads no phone number: NO_PHONE_NUMBER',
      ...wholeDigits(text),
    };
  }
  const { normalized, sendable } = normalizeNumber(text);
  if (!sendable || normalized === null)
    return {
      code: 'IMPORT_NUMBER_UNREADABLE',
      ...(SEVERAL.test(text.slice(0, NUMBERS_CHARACTERS_MAX)) && { hint: keepOne }),
    };
  if (/\.0+$/.test(text.trim())) {
    return { code: 'IMPORT_NUMBER_DECIMAL', becomes: `HQ reads ${normalized}, with a zero too many` };
  }
  if (normalized.startsWith('0')) {
    return { code: 'IMPORT_NATIONAL_ZERO', becomes: `used as ${normalized}: no country prefix matches it` };
  }
  if (normalized !== text) return { code: 'IMPORT_NUMBER_FORMATTED', becomes: `read as ${normalized}, used` };
  return undefined;
}

/** `9.19812345001E+11` still has every digit: the hint can say the number. */
function wholeDigits(text: string): { hint: string } | undefined {
  const [, first = '', rest = '', power = ''] = /^\+?(\d)(?:[.,](\d+))?E\+?(\d+)$/i.exec(text.trim()) ?? [];
  const isWhole = rest.length > 0 && rest.length === Number(power);
  return isWhole ? { hint: `write ${first}${rest}, and format the column as text` } : undefined;
}

interface Advice {
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
  if (isOrdinary(digits)) return undefined;

  const number = parsePhoneNumber(`+${digits}`);
  if (number && hasNationalZero(number, digits)) return zeroAfterCountry(number, digits);
  // Validating parses the number again.
  if (number?.isPossible()) return undefined;

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

/** What the countries of a calling code have in common. */
interface NumberingPlans {
  readonly lengths: ReadonlySet<number>;
  /** What may stand before a number in calls within one of them. */
  readonly prefixes: readonly RegExp[];
}

/** Calling codes have one to three digits, and none begins another. */
const CODE_DIGITS_MAX = 3;

let countries: ReadonlyMap<string, readonly CountryCode[]> | undefined;
/** By calling code. */
const plans = new Map<string, NumberingPlans>();

/**
 * Whether there is nothing to say of a number, known without parsing it, which costs more than all else that is done with a
 * contact: it has a calling code, a length that is possible in each of its countries, and nothing before it that belongs to calls
 * within one. False: it has to be parsed to know.
 */
export function isOrdinary(digits: string): boolean {
  countries ??= countriesByCode();
  for (let length = 1; length <= CODE_DIGITS_MAX; length += 1) {
    const code = digits.slice(0, length);
    const known = countries.get(code);
    if (known === undefined) continue;
    const { lengths, prefixes } = plansOf(code, known);
    if (!lengths.has(digits.length - length)) return false;
    const national = digits.slice(length);
    return prefixes.every((prefix) => !prefix.test(national));
  }
  return false;
}

function countriesByCode(): ReadonlyMap<string, readonly CountryCode[]> {
  const byCode = new Map<string, CountryCode[]>();
  for (const country of getCountries()) {
    const code = getCountryCallingCode(country);
    byCode.set(code, [...(byCode.get(code) ?? []), country]);
  }
  return byCode;
}

function plansOf(code: string, known: readonly CountryCode[]): NumberingPlans {
  const remembered = plans.get(code);
  if (remembered !== undefined) return remembered;
  const all = known.map(planOf);
  const lengths = new Set(
    all[0]!
      .possibleLengths()
      .filter((length) => all.every((plan) => plan.possibleLengths().includes(length))),
  );
  const patterns = new Set(all.map((plan) => plan.nationalPrefixForParsing()));
  const prefixes = [...patterns].flatMap((pattern) =>
    typeof pattern === 'string' && pattern !== '' ? [new RegExp(`^(?:${pattern})(?<!^)`)] : [],
  );
  const found = { lengths, prefixes };
  plans.set(code, found);
  return found;
}

/** The library's own, with what its types leave out. */
function planOf(country: CountryCode) {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  return metadata.numberingPlan as NonNullable<typeof metadata.numberingPlan> & {
    /** A pattern, or something empty. */
    nationalPrefixForParsing(): unknown;
  };
}
