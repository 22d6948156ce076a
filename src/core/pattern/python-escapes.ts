/** Backslashes in Python patterns: what a character after `\` means. */
import { type Category, type CharTest, InvalidPattern, type Letters, UnsupportedPattern } from './nodes.ts';

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const CODE_POINT_MAX = 0x10ffff;

export interface Escape {
  readonly test: CharTest;
  /** Where reading goes on. */
  readonly end: number;
}

/** The character or category of an escape; `at` is the place after the backslash. */
export function escapeAt(source: readonly string[], at: number, letters: Letters, inSet: boolean): Escape {
  const char = source[at];
  if (char === undefined) throw new InvalidPattern('bad escape (end of pattern)');
  if (/^[dDsSwW]$/.test(char)) {
    return { test: { kind: 'category', name: char as Category, letters }, end: at + 1 };
  }
  if (CONTROLS[char] !== undefined) return one(CONTROLS[char], at + 1);
  if (inSet && char === 'b') return one(8, at + 1);
  if (HEX_LENGTHS[char] !== undefined) return hexEscape(source, at, HEX_LENGTHS[char]);
  if (/^[0-7]$/.test(char)) return octalEscape(source, at, inSet);
  if (char === 'N') throw new UnsupportedPattern('named characters');
  if (/^[A-Za-z0-9]$/.test(char)) throw new InvalidPattern(`bad escape \\${char}`);
  return one(char.codePointAt(0)!, at + 1);
}

function hexEscape(source: readonly string[], at: number, length: number): Escape {
  const digits = source.slice(at + 1, at + 1 + length).join('');
  const code = Number.parseInt(digits, 16);
  if (digits.length !== length || !/^[\da-f]+$/i.test(digits) || code > CODE_POINT_MAX) {
    throw new InvalidPattern('incomplete escape');
  }
  return one(code, at + 1 + length);
}

/** `\0`, `\07`, `\012`; in a set also `\7`. Outside, the caller has taken group references away. */
function octalEscape(source: readonly string[], at: number, inSet: boolean): Escape {
  const digits = /^[0-7]{1,3}/.exec(source.slice(at, at + 3).join(''))![0];
  const code = Number.parseInt(digits, 8);
  if (code > 0o377 || (!inSet && digits.length < 3 && digits[0] !== '0')) {
    throw new InvalidPattern('octal escape out of range');
  }
  return one(code, at + digits.length);
}

/** A character on its own. */
export const one = (code: number, end: number): Escape => ({
  test: { kind: 'range', from: code, to: code },
  end,
});
