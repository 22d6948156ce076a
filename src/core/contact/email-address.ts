import { toAscii } from './idna.ts';
import { isIpAddress } from './ip-address.ts';

/** RFC 3696; Django counts characters, not bytes. */
const LENGTH_MAX = 320;

/** Python takes these for letters too when it ignores case: İ, ı, ſ and the Kelvin sign. */
const LETTERS = 'A-Z\\u0130\\u0131\\u017f\\u212a';
const ATOM = `[-!#$%&'*+/=?^_\`{}|~0-9${LETTERS}]+`;
const QUOTED = `[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f!#-\\[\\]-\\x7f\\u0130\\u0131\\u017f\\u212a]`;
const ESCAPED = `\\\\[\\x01-\\x09\\x0b\\x0c\\x0e-\\x7f\\u0130\\u0131\\u017f\\u212a]`;
const USER = new RegExp(`^(?:${ATOM}(?:\\.${ATOM})*|"(?:${QUOTED}|${ESCAPED})*")$`, 'i');

const LABEL = `[0-9${LETTERS}](?:[-0-9${LETTERS}]{0,61}[0-9${LETTERS}])?`;
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+[-0-9${LETTERS}]{2,63}(?<!-)$`, 'i');
const LITERAL = /^\[([a-f0-9:.]+)\]$/i;

/** Whether HQ would send to it: `validate_email` of Django 3.2, to the letter (docs/hq/contacts-and-messages.md#s6). */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 0 || [...text].length > LENGTH_MAX) return false;
  if (!USER.test(text.slice(0, at))) return false;

  const domain = text.slice(at + 1);
  if (domain === 'localhost' || isDomain(domain)) return true;
  const ascii = toAscii(domain);
  return ascii !== undefined && isDomain(ascii);
}

function isDomain(domain: string): boolean {
  if (DOMAIN.test(domain)) return true;
  const literal = LITERAL.exec(domain)?.[1];
  return literal !== undefined && isIpAddress(literal);
}
