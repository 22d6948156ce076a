/** Domains in letters of other scripts, as they go on the wire: IDNA 2003, like Python's `idna` codec. */

import { isAlpha, isKnownIn32 } from '../text/categories.ts';
import { lower } from '../text/letter-case.ts';
import { punycode } from './punycode.ts';

const LABEL_LENGTH_MAX = 63;
const DOTS = /[.\u3002\uff0e\uff61]/;

/** stringprep B.1: drawn but never compared. */
const IGNORED_SIGNS = '\\u00ad\\u034f\\u1806\\u180b-\\u180d\\u200b-\\u200d\\u2060\\ufe00-\\ufe0f\\ufeff';
const IGNORED = new RegExp(`[${IGNORED_SIGNS}]`, 'g');
/** stringprep C.1.2 to C.9: blanks, controls, private use, non-characters, surrogates, tags. */
const FORBIDDEN = new RegExp(
  [
    '[\\u0080-\\u00a0\\u0340\\u0341\\u06dd\\u070f\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2063',
    '\\u206a-\\u206f\\u2ff0-\\u2ffb\\u3000\\ud800-\\udfff\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufeff\\ufff9-\\uffff',
    '\\u{1d173}-\\u{1d17a}\\u{e0001}\\u{e0020}-\\u{e007f}\\u{f0000}-\\u{10ffff}]',
    '|[\\u{1fffe}\\u{1ffff}\\u{2fffe}\\u{2ffff}\\u{3fffe}\\u{3ffff}\\u{4fffe}\\u{4ffff}\\u{5fffe}\\u{5ffff}',
    '\\u{6fffe}\\u{6ffff}\\u{7fffe}\\u{7ffff}\\u{8fffe}\\u{8ffff}\\u{9fffe}\\u{9ffff}\\u{afffe}\\u{affff}',
    '\\u{bfffe}\\u{bffff}\\u{cfffe}\\u{cffff}\\u{dfffe}\\u{dffff}\\u{efffe}\\u{effff}]',
  ].join(''),
  'u',
);
/** stringprep D.1: written from right to left. */
const RIGHT_TO_LEFT =
  '[\\u05be\\u05c0\\u05c3\\u05d0-\\u05ea\\u05f0-\\u05f4\\u061b\\u061f\\u0621-\\u063a\\u0640-\\u064a\\u066d-\\u066f' +
  '\\u0671-\\u06d5\\u06dd\\u06e5\\u06e6\\u06fa-\\u06fe\\u0700-\\u070d\\u0710\\u0712-\\u072c\\u0780-\\u07a5\\u07b1' +
  '\\u200f\\ufb1d\\ufb1f-\\ufb28\\ufb2a-\\ufbb1\\ufbd3-\\ufd3d\\ufd50-\\ufd8f\\ufd92-\\ufdc7\\ufdf0-\\ufdfc\\ufe70-\\ufefc]';
const HAS_RIGHT_TO_LEFT = new RegExp(RIGHT_TO_LEFT, 'u');
const ALL_RIGHT_TO_LEFT = new RegExp(`^${RIGHT_TO_LEFT}(?:.*${RIGHT_TO_LEFT})?$`, 'su');
const ONE_RIGHT_TO_LEFT = new RegExp(`^${RIGHT_TO_LEFT}$`, 'u');

/** The domain in ASCII; undefined: it has no such form. */
export function toAscii(domain: string): string | undefined {
  if (isAscii(domain)) return domain.split('.').every(fits) ? domain : undefined;
  const labels = domain.split(DOTS);
  const hasFinalDot = labels.at(-1) === '';
  if (hasFinalDot) labels.pop();
  const written = labels.map(labelToAscii);
  if (written.includes(undefined)) return undefined;
  return `${written.join('.')}${hasFinalDot ? '.' : ''}`;
}

function labelToAscii(label: string): string | undefined {
  const plain = isAscii(label) ? label : prepared(label);
  if (plain === undefined) return undefined;
  if (isAscii(plain)) return fits(plain) ? plain : undefined;
  if (plain.startsWith('xn--')) return undefined;
  const ascii = `xn--${punycode(plain)}`;
  return fits(ascii) ? ascii : undefined;
}

/** nameprep: one spelling of a label; undefined: it holds what no name may hold. */
function prepared(label: string): string | undefined {
  const plain = folded(folded(label.replace(IGNORED, '')));
  if (FORBIDDEN.test(plain)) return undefined;
  if (!HAS_RIGHT_TO_LEFT.test(plain)) return plain;
  return ALL_RIGHT_TO_LEFT.test(plain) && !hasLeftToRight(plain) ? plain : undefined;
}

/** A letter that is not written from right to left. */
const hasLeftToRight = (text: string): boolean =>
  Array.from(text).some((char) => isAlpha(char.codePointAt(0)!) && !ONE_RIGHT_TO_LEFT.test(char));

/**
 * Characters that Unicode 3.2 has not are left alone. Normalization of those that it has never changes with
 * Unicode, so that the answer does not depend on the Node that runs.
 */
function folded(text: string): string {
  let done = '';
  let known = '';
  for (const char of text) {
    if (isKnownIn32(char.codePointAt(0)!)) known += char;
    else {
      done += foldedKnown(known) + char;
      known = '';
    }
  }
  return done + foldedKnown(known);
}

const foldedKnown = (text: string): string =>
  lower(text).replaceAll('ß', 'ss').replaceAll('ς', 'σ').normalize('NFKC');

const fits = (label: string): boolean => label !== '' && label.length <= LABEL_LENGTH_MAX;

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}
