/** Text as Python sees it: which characters are blank, which are digits, what reads as a whole number. */

const BLANK = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const BLANKS_AROUND = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'g');
const ONE_BLANK = new RegExp(`^[${BLANK}]$`);
const DIGIT = /\p{Nd}/u;
const DIGITS = /\p{Nd}/gu;

/** Unicode keeps decimal digits in rows of ten; the longest unbroken stretch of such rows is five. */
const DIGITS_IN_STRETCH_MAX = 50;

/** `str.strip()`. */
export const trimmed = (text: string): string => text.replace(BLANKS_AROUND, '');

/** `str.isspace()` of one character. */
export const isBlank = (char: string): boolean => ONE_BLANK.test(char);

/** The text with the decimal digits of every script written as 0 to 9. */
export function withPlainDigits(text: string): string {
  return text.replace(DIGITS, (digit) => String(digitValue(digit.codePointAt(0)!)));
}

/** `int(text)`; undefined: Python raises. */
export function wholeNumber(text: string): number | undefined {
  const plain = withPlainDigits(trimmed(text));
  return /^[+-]?\d+(?:_\d+)*$/.test(plain) ? Number(plain.replaceAll('_', '')) : undefined;
}

function digitValue(code: number): number {
  let before = 0;
  while (before < DIGITS_IN_STRETCH_MAX && DIGIT.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}
