/** Amounts and currencies of a scenario: decimals as people write them, and codes of three letters. */
import { parseDecimal } from '../core/model/decimal.ts';
import { currencies } from './currencies.ts';
import { didYouMean } from './near.ts';
import { type Shape, textIn } from './shape.ts';

const AMOUNT = 'an amount in plain digits, such as "0.0075"';

/** As written: no sign, at most 12 digits on each side of the point. */
export const amount: Shape<string> = {
  read: (node, context) => {
    const text = textIn(node, AMOUNT, context);
    if (text === undefined || parseDecimal(text)) return text;
    return context.unwanted(node, AMOUNT, () => cureFor(text));
  },
  schema: () => ({ type: ['string', 'number'], pattern: '^\\d{1,12}(\\.\\d{1,12})?$', minimum: 0 }),
};

/** What was meant, where that is plain. */
function cureFor(text: string): string | undefined {
  const pointed = text.trim().replace(',', '.').replace(/^\./, '0.').replace(/\.$/, '');
  if (parseDecimal(pointed)) return `write "${pointed}"`;
  if (/^[+-]?[\d.]+e[+-]?\d+$/i.test(text)) return 'write all digits, without an exponent';
  const inside = /\d[\d.,]*/.exec(text)?.[0].replace(',', '.');
  return inside !== undefined && parseDecimal(inside)
    ? `write "${inside}", and the currency by itself`
    : undefined;
}

/** What people write for a currency, without a last s or point: its ISO 4217 code. */
const usualNames: Readonly<Record<string, string>> = {
  ...{ KSH: 'KES', TSH: 'TZS', TZ: 'TZS', USH: 'UGX', UG: 'UGX', BIRR: 'ETB', BR: 'ETB', NAIRA: 'NGN' },
  ...{ CEDI: 'GHS', RAND: 'ZAR', KWACHA: 'ZMW', TAKA: 'BDT', RUPEE: 'INR', R: 'INR', CFA: 'XOF' },
  ...{ FCFA: 'XOF', DOLLAR: 'USD', EURO: 'EUR', POUND: 'GBP', $: 'USD', US$: 'USD', '€': 'EUR', '£': 'GBP' },
  ...{ '₹': 'INR', '₦': 'NGN' },
};

/** `USD`, an ISO 4217 code. */
export const currency: Shape<string> = {
  read: (node, context) => {
    const wanted = 'a currency by its three letters of ISO 4217, such as USD';
    const text = textIn(node, wanted, context);
    if (text === undefined || currencies.has(text)) return text;
    return context.unwanted(node, wanted, () => currencyMeant(text));
  },
  schema: () => ({ type: 'string', pattern: `^(${[...currencies].join('|')})$` }),
};

function currencyMeant(text: string): string | undefined {
  const capitals = text.trim().toUpperCase();
  const word = capitals.replace(/[.S ]+$/, '');
  if (/^SH(?:ILLING)?$/.test(word)) return 'write KES, TZS, UGX or SOS: the shilling that is meant';
  const code = usualNames[word] ?? capitals;
  if (currencies.has(code)) return `write ${code}`;
  return /^[A-Z]{3}$/.test(code) ? didYouMean(code, currencies) : undefined;
}
