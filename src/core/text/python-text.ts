/**
 * Text as Python's `str` has it: what is blank, what a digit, what a word, what reads as a whole number; by the
 * tables of Unicode 15.1 that HQ's Python 3.13 has. The tables are our own, so that no answer depends on the Node
 * that runs.
 */
import { CATEGORIES, NAME_PARTS, NAME_STARTS } from './generated/text-tables.ts';
import { readCategories, readRanges, stretchOf, valueAt } from './tables.ts';

const categories = readCategories(CATEGORIES);
const nameStarts = readRanges(NAME_STARTS);
const nameParts = readRanges(NAME_PARTS);

/** The general category, such as `Lu`. */
export const categoryOf = (code: number): string => valueAt(categories, code);

/** `str.isalpha()` of one character. */
export const isAlpha = (code: number): boolean => categoryOf(code).startsWith('L');

/** `str.isalnum()` of one character. */
export function isAlnum(code: number): boolean {
  const group = categoryOf(code)[0];
  return group === 'L' || group === 'N';
}

/** `str.isdecimal()` of one character. */
export const isDecimal = (code: number): boolean => categoryOf(code) === 'Nd';

/** 0 to 9 for a decimal digit of any script: they stand in rows of ten. */
const digitValue = (code: number): number => (code - categories.starts[stretchOf(categories, code)]!) % 10;

/** `str.isidentifier()`. */
export function isIdentifier(text: string): boolean {
  const codes = Array.from(text, (char) => char.codePointAt(0)!);
  return (
    codes.length > 0 && codes.every((code, index) => valueAt(index === 0 ? nameStarts : nameParts, code))
  );
}

const BLANK = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const BLANKS = new RegExp(`[${BLANK}]+`);
const ONE_BLANK = new RegExp(`^[${BLANK}]$`);

/** `str.strip()`. */
export function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text[start]!)) start += 1;
  while (end > start && isSpace(text[end - 1]!)) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** `str.isspace()` of one character. */
export function isSpace(char: string): boolean {
  const code = char.charCodeAt(0);
  return (code <= 0x20 || code > 0x7f) && ONE_BLANK.test(char);
}

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
