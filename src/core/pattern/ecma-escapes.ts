/** Backslashes in JavaScript's patterns, and the places in a text that a backslash names in either dialect. */
import { type Assertion, type Category, type CharTest, InvalidPattern, UnsupportedPattern } from './nodes.ts';
import { type Escape, one } from './python-escapes.ts';

const CONTROLS: Readonly<Record<string, number>> = { f: 12, n: 10, r: 13, t: 9, v: 11, '0': 0 };
const CODE_POINT_MAX = 0x10ffff;
/** The longest escape of one character: `\u{10FFFF}`, or two of four digits. */
const LENGTH_MAX = 16;
const CATEGORY = /^(?:L[ulmto]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)$/;

const ANCHORS: Readonly<Record<string, Assertion>> = { A: 'start', b: 'boundary', B: 'inside' };

/** The place in a text that a letter after a backslash stands for. */
export function anchorOf(letter: string | undefined, isEcma: boolean): Assertion | undefined {
  if (letter === 'Z') return isEcma ? 'end_or_last_newline' : 'end';
  if (letter === 'z' && isEcma) return 'end';
  return letter !== undefined && Object.hasOwn(ANCHORS, letter) ? ANCHORS[letter] : undefined;
}

/** The character or category of an escape; `at` is the place after the backslash. */
export function ecmaEscapeAt(source: readonly string[], at: number, inSet: boolean): Escape {
  const char = source[at];
  if (char === undefined) throw new InvalidPattern('a backslash at the end');
  if (/^[dDsSwW]$/.test(char)) {
    return { test: { kind: 'category', name: char as Category, letters: 'ecmascript' }, end: at + 1 };
  }
  if (char === '0' && /^[0-9]$/.test(source[at + 1] ?? '')) throw new InvalidPattern('octal escape');
  if (Object.hasOwn(CONTROLS, char)) return one(CONTROLS[char]!, at + 1);
  if (inSet && char === 'b') return one(8, at + 1);
  if (/^[1-9]$/.test(char) || char === 'k') throw new UnsupportedPattern('back references');
  if (char === 'Q' || char === 'E') throw new UnsupportedPattern('quoted parts (\\Q…\\E)');
  if (char === 'p' || char === 'P') return propertyAt(source, at);
  if (char === 'c' || char === 'x' || char === 'u') return codeAt(source, at);
  if (/^[A-Za-z]$/.test(char)) throw new InvalidPattern(`bad escape \\${char}`);
  return one(char.codePointAt(0)!, at + 1);
}

/** `\cJ`, `\x41`, `\u0041`, `\u{1F600}` and a pair of surrogates. */
function codeAt(source: readonly string[], at: number): Escape {
  const text = source.slice(at, at + LENGTH_MAX).join('');
  const control = /^c([A-Za-z])/.exec(text);
  if (control) return one(control[1]!.charCodeAt(0) % 32, at + 2);
  const pair = /^u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/i.exec(text);
  if (pair) {
    const chars = String.fromCharCode(Number.parseInt(pair[1]!, 16), Number.parseInt(pair[2]!, 16));
    return one(chars.codePointAt(0)!, at + pair[0].length);
  }
  const digits = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,8})\})/i.exec(text);
  const code = Number.parseInt(digits?.[1] ?? digits?.[2] ?? digits?.[3] ?? '', 16);
  if (!digits || code > CODE_POINT_MAX) throw new InvalidPattern(`incomplete escape \\${source[at]}`);
  return one(code, at + digits[0].length);
}

/** `\p{L}`, `\p{Lu}`, `\pL`: general categories only. */
function propertyAt(source: readonly string[], at: number): Escape {
  const text = source.slice(at + 1, at + 40).join('');
  const found = /^(?:\{(?:(?:gc|General_Category)=)?([A-Za-z_=]+)\}|([A-Z]))/.exec(text);
  const category = found?.[1] ?? found?.[2] ?? '';
  if (!found) throw new InvalidPattern('incomplete escape \\p');
  if (!CATEGORY.test(category)) {
    throw new UnsupportedPattern(`\\p{${category}}, which is no general category such as \\p{L} or \\p{Nd}`);
  }
  const test: CharTest = { kind: 'property', category, negated: source[at] === 'P' };
  return { test, end: at + 1 + found[0].length };
}
