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

/** Whether the value shows that its column holds dates. */
export const isDateLike = (text: string): boolean => isIsoDay(text) || writtenDate(text.trim()) !== undefined;

/** Whether a column of this name is likely to hold dates. */
export const isDateName = (column: string): boolean => DATE_NAME.test(column);

/** What comes first in the dates of a column, and the value that shows it. */
export interface DateOrder {
  readonly first: 'day' | 'month';
  readonly shownBy: string;
}

/** Which of the two a value settles: one of its numbers is more than any month. */
export function orderIn(text: string): DateOrder | undefined {
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
  if (isIsoDay(text)) return undefined;
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
