/** Numbers as Formplayer's Java reads and prints them (docs/hq/contacts-and-messages.md#s4-8). */
import { withPlainDigits } from '../text/python-text.ts';
import { javaDouble } from './java-double.ts';

const INT_MIN = -2_147_483_648;
const INT_MAX = 2_147_483_647;
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;
/** Java reads digits one `char` at a time: those beyond U+FFFF are none to it. */
const BEYOND_CHAR = /[\u{10000}-\u{10FFFF}]/u;
const DOUBLE = /^[+-]?(?:NaN|Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)$/;

/** `Integer.parseInt`; undefined: it throws. */
export function parseInt32(text: string): number | undefined {
  const value = wholeOf(text);
  return value !== undefined && value >= INT_MIN && value <= INT_MAX ? Number(value) : undefined;
}

/** `Long.parseLong`; undefined: it throws. */
export function parseInt64(text: string): bigint | undefined {
  const value = wholeOf(text);
  return value !== undefined && value >= LONG_MIN && value <= LONG_MAX ? value : undefined;
}

/** `Double.parseDouble`, of what Python takes for a number; undefined: it throws. */
export function parseDouble(text: string): number | undefined {
  return DOUBLE.test(text) ? Number(text) : undefined;
}

function wholeOf(text: string): bigint | undefined {
  if (BEYOND_CHAR.test(text)) return undefined;
  const plain = withPlainDigits(text);
  return /^[+-]?[0-9]+$/.test(plain) ? BigInt(plain.replace(/^\+/, '')) : undefined;
}

/** How a form prints a number: whole ones without a fraction, NaN as nothing, others as Java does. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return '';
  if (!Number.isInteger(value) || Math.abs(value) > Number(LONG_MAX)) return javaDouble(value);
  const whole = BigInt(value);
  return String(whole > LONG_MAX ? LONG_MAX : whole);
}
