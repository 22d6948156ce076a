/** Which characters a set of a pattern takes. */

import { sameLetters } from '../text/letter-case.ts';
import { categoryOf, isAlnum, isDecimal, isSpace } from '../text/python-text.ts';
import type { CharTest, Fold, Letters, Node } from './nodes.ts';

const UNDERSCORE = 0x5f;
const ASCII = 0x80;
const BYTE_ORDER_MARK = 0xfeff;
const LINE_ENDS = new Set([0x0a, 0x0d, 0x2028, 0x2029]);

/** Whether `\w` takes it. */
export function isWordChar(code: number, letters: Letters): boolean {
  if (letters !== 'python' && code >= ASCII) return false;
  return code === UNDERSCORE || isAlnum(code);
}

/** Where JavaScript ends a line. */
export const isLineEnd = (code: number): boolean => LINE_ENDS.has(code);

/** One function for the whole set; letter case folded where the pattern says so. */
export function charTester({ tests, negated, fold }: Node & { kind: 'set' }): (code: number) => boolean {
  const takes = (code: number): boolean => tests.some((test) => passes(test, code));
  const accepts = (code: number): boolean => alike(code, fold).some(takes) !== negated;
  const ofAscii = Uint8Array.from({ length: ASCII }, (_, code) => Number(accepts(code)));
  return (code) => (code < ASCII ? ofAscii[code] === 1 : accepts(code));
}

function alike(code: number, fold: Fold): readonly number[] {
  if (fold === 'none') return [code];
  const letters = sameLetters(code);
  return fold === 'all' ? letters : letters.filter((each) => each === code || (each < ASCII && code < ASCII));
}

function passes(test: CharTest, code: number): boolean {
  switch (test.kind) {
    case 'range':
      return code >= test.from && code <= test.to;
    case 'property':
      return categoryOf(code).startsWith(test.category) !== test.negated;
    case 'category':
      return isIn(test.name, code, test.letters);
  }
}

function isIn(name: (CharTest & { kind: 'category' })['name'], code: number, letters: Letters): boolean {
  switch (name) {
    case 'd':
      return (letters === 'python' || code < ASCII) && isDecimal(code);
    case 's':
      return isBlank(code, letters);
    case 'w':
      return isWordChar(code, letters);
    case 'D':
      return !isIn('d', code, letters);
    case 'S':
      return !isIn('s', code, letters);
    case 'W':
      return !isIn('w', code, letters);
  }
}

/** JavaScript takes the byte order mark, and not the separators of files to units, nor the next line. */
function isBlank(code: number, letters: Letters): boolean {
  if (letters === 'python') return isSpace(String.fromCodePoint(code));
  const isPlain = code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (letters === 'ascii' || code < ASCII) return isPlain;
  return code === BYTE_ORDER_MARK || (code !== 0x85 && isSpace(String.fromCodePoint(code)));
}
