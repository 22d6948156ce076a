/** A contact whose number is almost that of a stranger: one digit off, or written without its country code. */
import type { PhoneEntry } from '../state/phone-book.ts';

/** Where numbers are looked up. */
export interface NumberIndex {
  withNumber(number: string): readonly Pick<PhoneEntry, 'number' | 'owner' | 'ownerKind'>[];
}

export interface NearNumber {
  readonly entry: Pick<PhoneEntry, 'number' | 'owner' | 'ownerKind'>;
  readonly how: 'digit' | 'prefix';
}

const DIGITS = '0123456789';
/** Country codes have one to three digits. */
const CODE_DIGITS_MAX = 3;
/** Shorter numbers are gateways' own, or fakes. */
const LENGTH_MIN = 7;
const LENGTH_MAX = 15;

/**
 * The first contact with such a number. About 1,400 numbers are looked up, however many contacts there are;
 * undefined when the number itself is known.
 */
export function nearNumber(number: string, phones: NumberIndex): NearNumber | undefined {
  if (!/^[0-9]+$/.test(number) || number.length < LENGTH_MIN || number.length > LENGTH_MAX) return undefined;
  if (phones.withNumber(number).length > 0) return undefined;
  for (const [how, candidates] of [
    ['prefix', otherPrefixes(number)],
    ['digit', oneDigitOff(number)],
  ] as const) {
    for (const candidate of candidates) {
      const [entry] = phones.withNumber(candidate);
      if (entry) return { entry, how };
    }
  }
  return undefined;
}

/** All numbers that are almost this one. */
export function* nearNumbers(number: string): Generator<string> {
  yield* otherPrefixes(number);
  yield* oneDigitOff(number);
}

/** With and without a national 0, an international 00 and a country code. */
function* otherPrefixes(number: string): Generator<string> {
  const bare = number.replace(/^0+/, '');
  if (bare.length < LENGTH_MIN) return;
  yield `0${bare}`;
  yield `00${bare}`;
  if (bare !== number) yield bare;
  for (let count = 1; count <= CODE_DIGITS_MAX && bare.length - count >= LENGTH_MIN; count += 1) {
    const national = bare.slice(count).replace(/^0/, '');
    yield `0${national}`;
    if (national.length >= LENGTH_MIN) yield national;
    yield `${bare.slice(0, count)}0${national}`;
  }
  for (let code = 1; code < 1000; code += 1)
    if (`${code}${bare}`.length <= LENGTH_MAX) yield `${code}${bare}`;
}

/** One digit wrong, lost, too many, or swapped with its neighbour. */
function* oneDigitOff(number: string): Generator<string> {
  for (let index = 0; index < number.length; index += 1) {
    const [before, after] = [number.slice(0, index), number.slice(index + 1)];
    for (const digit of DIGITS) if (digit !== number[index]) yield before + digit + after;
    if (index + 1 < number.length) yield before + number[index + 1] + number[index] + number.slice(index + 2);
    yield before + after;
    for (const digit of DIGITS) yield before + digit + number.slice(index);
  }
  for (const digit of DIGITS) yield number + digit;
}
