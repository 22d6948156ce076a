/**
 * What kind of character it is, by the tables of Unicode 15.1 that HQ's Python 3.13 has. The tables are our
 * own, so that no answer depends on the Node that runs.
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
export const digitValue = (code: number): number =>
  (code - categories.starts[stretchOf(categories, code)]!) % 10;

/** `str.isidentifier()`. */
export function isIdentifier(text: string): boolean {
  const codes = Array.from(text, (char) => char.codePointAt(0)!);
  return (
    codes.length > 0 && codes.every((code, index) => valueAt(index === 0 ? nameStarts : nameParts, code))
  );
}
