/** Exact decimal amounts, such as prices: whole units of the last place, never floating point. */

/** `units` of 10 to the power of minus `places`: 0.0075 is 75 units of 4 places. */
export interface Decimal {
  readonly units: bigint;
  readonly places: number;
}

/** Digits before and behind the point that an amount may be written with. */
const WHOLE_DIGITS_MAX = 12;
const PLACES_MAX = 12;

export const ZERO: Decimal = { units: 0n, places: 0 };

/** `0.0075`, `12`; undefined for all else: signs, blanks, commas, exponents and more than 12 digits on a side. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, whole = '', places = ''] = match;
  if (whole.length > WHOLE_DIGITS_MAX || places.length > PLACES_MAX) return undefined;
  return { units: BigInt(whole + places), places: places.length };
}

export function plus(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  return { units: unitsAt(a, places) + unitsAt(b, places), places };
}

/** `count` is a whole number. */
export const times = ({ units, places }: Decimal, count: number): Decimal => ({
  units: units * BigInt(count),
  places,
});

/** Below 0: `a` is less; 0: the same amount; above 0: `a` is more. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const places = Math.max(a.places, b.places);
  const difference = unitsAt(a, places) - unitsAt(b, places);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** To so many places, a half away from zero. */
export function roundedTo({ units, places }: Decimal, wanted: number): Decimal {
  if (places <= wanted) return { units: unitsAt({ units, places }, wanted), places: wanted };
  const divisor = 10n ** BigInt(places - wanted);
  const half = units < 0n ? -divisor / 2n : divisor / 2n;
  return { units: (units + half) / divisor, places: wanted };
}

/** `13.5225`, `-0.5`, `7`: exact, in plain digits, without zeros at the end. */
export function decimalText(amount: Decimal): string {
  const { units, places } = amount;
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const part = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}

const unitsAt = ({ units, places }: Decimal, wanted: number): bigint =>
  units * 10n ** BigInt(wanted - places);
