/** Amounts of money for people: thousands separators, the places of the currency, never an exponent. */
import { type Decimal, decimalText, roundedTo } from '../../core/model/decimal.ts';
import { grouped } from '../../core/text/grouped.ts';

/** Currencies whose smallest coin is not a hundredth (ISO 4217). */
const otherPlaces: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF'].map(
      (code) => [code, 0],
    ),
  ),
  ...{ XOF: 0, XPF: 0, BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 },
};
const PLACES = 2;

/** `1,204.50 USD`, rounded to the smallest coin; an amount that is less than one coin is exact: `0.0075 USD`. */
export function moneyText(amount: Decimal, currency: string): string {
  const places = placesOf(currency);
  const rounded = roundedTo(amount, places);
  const isLost = rounded.units === 0n && amount.units !== 0n;
  return `${isLost ? decimalText(amount) : pointed(rounded)} ${currency}`;
}

/** A price is never rounded: `0.0075 USD`, `1.50 USD`. */
export function priceText(amount: Decimal, currency: string): string {
  const places = Math.max(placesOf(currency), decimalText(amount).split('.')[1]?.length ?? 0);
  return `${pointed(roundedTo(amount, places))} ${currency}`;
}

const placesOf = (currency: string): number => otherPlaces[currency] ?? PLACES;

function pointed({ units, places }: Decimal): string {
  const size = units < 0n ? -units : units;
  const divisor = 10n ** BigInt(places);
  const whole = `${units < 0n ? '-' : ''}${grouped(size / divisor)}`;
  return places === 0 ? whole : `${whole}.${(size % divisor).toString().padStart(places, '0')}`;
}
