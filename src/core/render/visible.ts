/**
 * The visible form of characters that a terminal or a page would obey instead of showing: control characters,
 * changes of direction, line separators, lone surrogates. U+202E is shown as `‹U+202E›`.
 *
 * Joiners (U+200C, U+200D), vowel signs and variation selectors stay: Hindi, Arabic and emoji need them.
 */

const HIDDEN =
  /(?![\n\t])[\p{Control}\p{Surrogate}\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]/gu;
/**
 * Beside those: blanks other than the space, soft hyphens, fillers and zero-width spaces; joiners between letters
 * that never join; accents behind a letter that has one of its own with them.
 */
const TELLING =
  /(?![\n\t])[\p{Control}\p{Surrogate}\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\u00a0\u00ad\u115f\u1160\u1680\u180e\u2000-\u200b\u202f\u205f-\u2065\u3000\u3164\uffa0]|(?<![^\0-\x7f])[\u200c\u200d](?![^\0-\x7f])|(?<=[A-Za-z][\u0300-\u036f]*)[\u0300-\u036f]|\u034f/gu;
const ONLY_ASCII = /^[\n\t\x20-\x7e]*$/;

/** Line feeds and tabs stay; every other hidden character is shown by its code point. */
export function visible(text: string): string {
  return ONLY_ASCII.test(text) ? text : text.replaceAll('\r\n', '\n').replace(HIDDEN, codePointShown);
}

/**
 * A value that is quoted or held against another: each character that cannot be seen, or that makes two values look
 * the same, is shown by its code point. What Hindi, Thai, Arabic and emoji need stays.
 */
export const codePointsNamed = (text: string): string =>
  ONLY_ASCII.test(text) ? text : text.replace(TELLING, codePointShown);

/** On one line: a line break is shown as `⏎`, a tab as a space. */
export function visibleLine(text: string): string {
  return visible(text.replace(/\r\n?|[\n\u2028\u2029]/g, ' ⏎ ').replaceAll('\t', ' '));
}

/** JSON of the same value, in which no character is hidden. `json` is what JSON.stringify gives. */
export function visibleJson(json: string): string {
  return json.replace(HIDDEN, (character) => `\\u${hexOf(character)}`);
}

/** `‹U+202E›` */
const codePointShown = (character: string): string => `‹U+${hexOf(character).replace(/[a-f]/g, capital)}›`;

/** `202e` */
const hexOf = (character: string): string => character.codePointAt(0)!.toString(16).padStart(4, '0');

/** Six letters need no table of letter case, which the pages would have to carry. */
const capital = (digit: string): string => 'ABCDEF'.charAt('abcdef'.indexOf(digit));
