/**
 * Whether HQ would send to an address: `validate_email` of Django 5.2, to the letter
 * (docs/hq/contacts-and-messages.md#s6-10).
 */
import { isIpAddress } from './ip-address.ts';

/** RFC 3696; Django counts characters, not bytes. */
const LENGTH_MAX = 320;
const LABEL_LENGTH_MAX = 63;
const ENCODED_TLD_LENGTH_MAX = 59;

const ATOM_SIGNS = new Set("-!#$%&'*+/=?^_`{}|~");
/** Compared without case, these count as ASCII letters: İ, ı, ſ and the Kelvin sign. */
const LETTERS_BY_CASE = new Set(['\u0130', '\u0131', '\u017f', '\u212a']);

export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 0 || Array.from(text).length > LENGTH_MAX) return false;
  const user = text.slice(0, at);
  const domain = text.slice(at + 1);
  return (isDotAtom(user) || isQuoted(user)) && isDomain(domain);
}

/** Runs of letters, digits and signs, joined by single dots. */
const isDotAtom = (user: string): boolean =>
  user.split('.').every((atom) => atom !== '' && Array.from(atom).every(isAtomCharacter));

const isAtomCharacter = (char: string): boolean =>
  isAsciiLetter(char) || isDigit(char) || ATOM_SIGNS.has(char) || LETTERS_BY_CASE.has(char);

/** `"…"`: a quote or a blank in it must follow a backslash. */
function isQuoted(user: string): boolean {
  if (user.length < 2 || !user.startsWith('"') || !user.endsWith('"')) return false;
  const inner = Array.from(user.slice(1, -1));
  for (let index = 0; index < inner.length; index += 1) {
    const isEscape = inner[index] === '\\';
    if (isEscape) index += 1;
    const char = inner[index];
    if (char === undefined || !(isEscape ? isEscapable(char) : isPlainInQuotes(char))) return false;
  }
  return true;
}

function isPlainInQuotes(char: string): boolean {
  const code = char.codePointAt(0)!;
  return (
    (code >= 0x01 && code <= 0x08) ||
    code === 0x0b ||
    code === 0x0c ||
    (code >= 0x0e && code <= 0x1f) ||
    code === 0x21 ||
    (code >= 0x23 && code <= 0x5b) ||
    (code >= 0x5d && code <= 0x7f) ||
    LETTERS_BY_CASE.has(char)
  );
}

function isEscapable(char: string): boolean {
  const code = char.codePointAt(0)!;
  return (
    (code >= 0x01 && code <= 0x09) ||
    code === 0x0b ||
    code === 0x0c ||
    (code >= 0x0e && code <= 0x7f) ||
    LETTERS_BY_CASE.has(char)
  );
}

function isDomain(domain: string): boolean {
  if (domain === 'localhost') return true;
  if (domain.startsWith('[') && domain.endsWith(']')) return isIpAddress(domain.slice(1, -1));
  const labels = domain.split('.');
  const top = labels.pop() ?? '';
  return labels.length > 0 && labels.every(isLabel) && isTopLevel(top);
}

/** 1 to 63 letters of any script up to U+FFFF, digits and hyphens, no hyphen at either end. */
const isLabel = (label: string): boolean => fits(label, 1, isLabelCharacter);

/** No digits, 2 characters or more; or `xn--` and what encodes another script. */
function isTopLevel(top: string): boolean {
  if (fits(top, 2, (char) => isLabelCharacter(char) && !isDigit(char))) return true;
  const encoded = Array.from(top.slice(4));
  return (
    isXn(top.slice(0, 4)) &&
    encoded.length >= 1 &&
    encoded.length <= ENCODED_TLD_LENGTH_MAX &&
    encoded.every((char) => isAsciiLetter(char) || isDigit(char) || LETTERS_BY_CASE.has(char))
  );
}

const isXn = (start: string): boolean => ['xn--', 'Xn--', 'xN--', 'XN--'].includes(start);

function fits(part: string, least: number, isAllowed: (char: string) => boolean): boolean {
  const chars = Array.from(part);
  return (
    chars.length >= least &&
    chars.length <= LABEL_LENGTH_MAX &&
    chars[0] !== '-' &&
    chars[chars.length - 1] !== '-' &&
    chars.every(isAllowed)
  );
}

function isLabelCharacter(char: string): boolean {
  const code = char.codePointAt(0)!;
  return isAsciiLetter(char) || isDigit(char) || char === '-' || (code >= 0xa1 && code <= 0xffff);
}

const isAsciiLetter = (char: string): boolean => (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');

const isDigit = (char: string): boolean => char >= '0' && char <= '9';
