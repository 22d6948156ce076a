/** Text as Python's `str` has it: what is blank, what a digit, what a word, what reads as a whole number. */
import { digitValue, isDecimal } from './categories.ts';

const BLANK = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const BLANKS = new RegExp(`[${BLANK}]+`);
const ONE_BLANK = new RegExp(`^[${BLANK}]$`);

/** `str.strip()`. */
export function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text[start]!)) start += 1;
  while (end > start && isSpace(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}

/** `str.isspace()` of one character. */
export const isSpace = (char: string): boolean => ONE_BLANK.test(char);

/** `str.split()`: the words between blanks. */
export const split = (text: string): string[] => text.split(BLANKS).filter((word) => word !== '');

/** `str.isdecimal()`: digits of any script, at least one. */
export function isDecimals(text: string): boolean {
  return text !== '' && Array.from(text).every((char) => isDecimal(char.codePointAt(0)!));
}

/** The text with the decimal digits of every script written as 0 to 9. */
export function withPlainDigits(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (char) => {
    const code = char.codePointAt(0)!;
    return isDecimal(code) ? String(digitValue(code)) : char;
  });
}

/** `int(text)`; undefined: Python raises. */
export function wholeNumber(text: string): number | undefined {
  const plain = withPlainDigits(strip(text));
  return /^[+-]?[0-9]+(?:_[0-9]+)*$/.test(plain) ? Number(plain.replaceAll('_', '')) : undefined;
}
