/** Dates that HQ will not read: a reminder that starts from one never starts, and no report says so. */
import { dayNumber, daysInMonth, formatDay, parseDay } from '../core/time/calendar.ts';
import type { NumberAdvice } from './phone-numbers.ts';

const SLASHED = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?$/;
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[ T].*)?$/;
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const WORDS = new RegExp(`^(?:\\d{1,2}[ -]${MONTH}[ ,-]+\\d{2,4}|${MONTH} \\d{1,2},? \\d{4})$`, 'i');
const DATE_NAME = /(?:^|_)(?:date|day|dob|edd|lmp|visit|appointment|due|birthday)(?:_|$)/i;
const SERIAL = /^\d{5}(?:\.\d+)?$/;
/** Excel's count of 1970-01-01. */
const SERIAL_OF_EPOCH = 25_569;
/** 1927 to 2119: what a person's dates can be. */
const SERIAL_MIN = 10_000;
const SERIAL_MAX = 80_000;

const ZERO = 0x30;
const NINE = 0x39;
const SERIAL_DIGITS = 5;

/** First two letters of the months' names. */
const monthStarts: ReadonlySet<number> = new Set(
  ['ja', 'fe', 'ma', 'ap', 'ju', 'au', 'se', 'oc', 'no', 'de'].map((two) => pairOf(two)),
);

function pairOf(text: string): number {
  return ((text.charCodeAt(0) | 0x20) << 8) | (text.charCodeAt(1) | 0x20);
}

/**
 * A cell that is seen at a glance to be no date, and no number that a spreadsheet has cut short: most are, and patterns cost far more
 * than a glance. Such dates begin with a digit or the name of a month, such numbers with a digit or a sign. False: it may be one, or
 * begins with a blank.
 */
export function isPlainCell(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first >= ZERO && first <= NINE) return text.length !== SERIAL_DIGITS && isAllDigits(text);
  if (isLetter(first)) return !monthStarts.has(pairOf(text));
  return isBeyondLatin(first);
}

function isAllDigits(text: string): boolean {
  for (let index = 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < ZERO || code > NINE) return false;
  }
  return true;
}

const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;

/** Scripts from Greek to Cherokee, and those of East Asia: no blank is among them. */
const isBeyondLatin = (code: number): boolean =>
  (code >= 0x370 && code < 0x1680) || (code > 0x3000 && code < 0xd800);

/** Whether the value shows that its column holds dates. */
export const isDateLike = (text: string): boolean =>
  !isPlainCell(text) && (isIsoDay(text) || writtenDate(text.trim()) !== undefined);

/** Whether a column of this name is likely to hold dates. */
export const isDateName = (column: string): boolean => DATE_NAME.test(column);

/** What comes first in the dates of a column, and the value that shows it. */
export interface DateOrder {
  readonly first: 'day' | 'month';
  readonly shownBy: string;
}

/** Which of the two a value settles: one of its numbers is more than any month. */
export function orderIn(text: string): DateOrder | undefined {
  if (isPlainCell(text)) return undefined;
  const trimmed = text.trim();
  const [, first, , second] = SLASHED.exec(trimmed) ?? [];
  if (Number(first) > 12 && Number(second) <= 12) return { first: 'day', shownBy: trimmed };
  return Number(second) > 12 && Number(first) <= 12 ? { first: 'month', shownBy: trimmed } : undefined;
}

/** undefined: HQ reads it, or it is no date. `inDateColumn` lets a bare number be one; `order` is that of its column. */
export function inspectDate(
  text: string,
  inDateColumn: boolean,
  order?: DateOrder,
): NumberAdvice | undefined {
  if (isPlainCell(text) || isIsoDay(text)) return undefined;
  const trimmed = text.trim();
  const days = Math.floor(Number(trimmed));
  if (inDateColumn && SERIAL.test(trimmed) && days >= SERIAL_MIN && days <= SERIAL_MAX) {
    return {
      code: 'IMPORT_DATE_SERIAL',
      hint: `write ${formatDay(days - SERIAL_OF_EPOCH)}, if that is the day meant`,
    };
  }
  return writtenDate(trimmed, order);
}

const isIsoDay = (text: string): boolean => parseDay(text.slice(0, 10)) !== undefined;

function writtenDate(text: string, order?: DateOrder): NumberAdvice | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return fromYearFirst(yearFirst);
  const slashed = SLASHED.exec(text);
  if (slashed) return fromSlashed(slashed, order);
  return WORDS.test(text) ? { code: 'IMPORT_DATE_FORMAT' } : undefined;
}

function fromYearFirst([text, yearText, , monthText, dayText]: RegExpExecArray): NumberAdvice {
  const day = realDay(Number(yearText), Number(monthText), Number(dayText));
  if (day === undefined) return { code: 'IMPORT_DATE_IMPOSSIBLE' };
  return { code: 'IMPORT_DATE_FORMAT', ...(text !== day && { hint: `write ${day}` }) };
}

function fromSlashed([, first, , second, yearText = '']: RegExpExecArray, order?: DateOrder): NumberAdvice {
  const year = Number(yearText) + (yearText.length === 2 ? 2000 : 0);
  const dayFirst = realDay(year, Number(second), Number(first));
  const monthFirst = realDay(year, Number(first), Number(second));
  if (dayFirst === undefined && monthFirst === undefined) return { code: 'IMPORT_DATE_IMPOSSIBLE' };
  if (dayFirst === monthFirst || monthFirst === undefined) return dated(`write ${dayFirst}`);
  if (dayFirst === undefined) return dated(`write ${monthFirst}`);
  if (order) {
    const day = order.first === 'day' ? dayFirst : monthFirst;
    return dated(`write ${day}: the column is ${order.first}-first, as ${order.shownBy} shows`);
  }
  return dated(`write ${dayFirst} if the day comes first, ${monthFirst} if the month does`);
}

const dated = (hint: string): NumberAdvice => ({ code: 'IMPORT_DATE_FORMAT', hint });

function realDay(year: number, month: number, day: number): string | undefined {
  const isReal = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return isReal ? formatDay(dayNumber(year, month, day)) : undefined;
}
