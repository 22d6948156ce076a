import { isDecimals, isSpace } from '../text/python-text.ts';

/** What HQ makes of a phone number as it was typed (docs/hq/contacts-and-messages.md#s1-2). */
export interface NumberReading {
  /** After HQ's leniency, whether valid or not; null: there was no text at all. */
  readonly normalized: string | null;
  /** One or more decimal digits and nothing else. */
  readonly valid: boolean;
  /** Gets a phone entry. */
  readonly entry: boolean;
  readonly canBeTwoWay: boolean;
  /** May be sent to one-way. */
  readonly sendable: boolean;
}

/** A number this short is only a country code, or a fake. */
const SHORT_DIGITS = 3;

const PUNCTUATION = /[()\-.]/;
const ASCII_DIGITS = /^[0-9]+$/;

/** Reads a number with HQ's leniency; `exact` takes the decimal digits of every script, as Python does. */
export function normalizeNumber(raw: string | undefined, hq: 'exact' | 'tidy' = 'exact'): NumberReading {
  if (raw === undefined) {
    return { normalized: null, valid: false, entry: false, canBeTwoWay: false, sendable: false };
  }
  // Nearly all are digits alone, which every step below leaves as they are.
  if (ASCII_DIGITS.test(raw)) {
    const isLong = raw.length > SHORT_DIGITS;
    return { normalized: raw, valid: true, entry: raw !== '0', canBeTwoWay: isLong, sendable: isLong };
  }
  const normalized = Array.from(raw, (char) => (PUNCTUATION.test(char) || isSpace(char) ? '' : char))
    .join('')
    .replace(/^\+/, '');
  const valid = hq === 'exact' ? isDecimals(normalized) : ASCII_DIGITS.test(normalized);
  const isLong = valid && [...normalized].length > SHORT_DIGITS;
  return { normalized, valid, entry: valid && normalized !== '0', canBeTwoWay: isLong, sendable: isLong };
}

/** The number on the wire: `+` and the digits; in `exact` dots survive, as in HQ. */
export function cleanPhoneNumber(text: string, hq: 'exact' | 'tidy' = 'exact'): string {
  if (hq === 'tidy') return `+${text.replace(/[^0-9]/g, '')}`;
  return `+${Array.from(text, (char) => (char === '.' || isDecimals(char) ? char : '')).join('')}`;
}

/** Any text counts as verified, even `0`, `no` and a blank, in both manners of HQ (docs/hq/contacts-and-messages.md#s1-3). */
export function isVerifiedFlag(value: string | undefined, _hq: 'exact' | 'tidy' = 'exact'): boolean {
  return value !== undefined && value !== '';
}
