/** The numbers of a cell that holds several, such as `254710000016 / 0722000000`: HQ reads none of them, or all as one. */

/** Digits of a number that stands beside another, at least: `0712 000 851` is one number. */
const DIGITS_MIN = 7;
const DIGITS_ONLY = /^\d+$/;
/** What stands in no number, a dash between blanks, or a blank. */
const separators: readonly RegExp[] = [/[^\d\s+().-]+|\s[-+]\s/, /\s+/];

/** Digits alone; none of a cell with one number. */
export function numbersIn(cell: string): readonly string[] {
  if (DIGITS_ONLY.test(cell)) return [];
  for (const separator of separators) {
    const numbers = cell.split(separator).map((part) => part.replaceAll(/\D/g, ''));
    const long = numbers.filter(({ length }) => length >= DIGITS_MIN);
    if (long.length > 1) return long;
  }
  return [];
}
