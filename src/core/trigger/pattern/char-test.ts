/** Which characters a set of a Python pattern takes. */
import { isBlank } from '../../schedule/python-text.ts';
import type { Category, CharTest, Node } from './nodes.ts';

const DIGIT = /^\p{Nd}$/u;
const WORD = /^[\p{L}\p{N}_]$/u;
const ASCII_DIGIT = /^[0-9]$/;
const ASCII_WORD = /^[A-Za-z0-9_]$/;
const ASCII_BLANK = /^[\t-\r ]$/;

/** `isalnum()` or an underscore. */
export const isWordChar = (code: number, ascii: boolean): boolean =>
  (ascii ? ASCII_WORD : WORD).test(String.fromCodePoint(code));

/** One function for the whole set; letter case folded where the pattern says so. */
export function charTester({ tests, negated, fold }: Node & { kind: 'set' }): (code: number) => boolean {
  const only = tests[0];
  if (!fold && !negated && tests.length === 1 && only?.kind === 'range') {
    return (code) => code >= only.from && code <= only.to;
  }
  const takes = (code: number): boolean => tests.some((test) => passes(test, code));
  return fold ? (code) => caseVariants(code).some(takes) !== negated : (code) => takes(code) !== negated;
}

function passes(test: CharTest, code: number): boolean {
  if (test.kind === 'range') return code >= test.from && code <= test.to;
  const positive = test.name.toLowerCase() as Lowercase<Category>;
  return isIn(positive, code, test.ascii) === (test.name === positive);
}

function isIn(category: 'd' | 's' | 'w', code: number, ascii: boolean): boolean {
  const char = String.fromCodePoint(code);
  switch (category) {
    case 'd':
      return (ascii ? ASCII_DIGIT : DIGIT).test(char);
    case 's':
      return ascii ? ASCII_BLANK.test(char) : isBlank(char);
    case 'w':
      return isWordChar(code, ascii);
  }
}

/** The character and its one-character upper and lower case. */
function caseVariants(code: number): number[] {
  const char = String.fromCodePoint(code);
  return [char, char.toLowerCase(), char.toUpperCase()]
    .filter((variant) => [...variant].length === 1)
    .map((variant) => variant.codePointAt(0)!);
}
