/**
 * Which names of headers, fields, parameters and settings hold a secret. This is the only list. The options of gateway
 * kinds that are secret have names that it knows (test/mock-gateways/every-gateway.test.ts).
 */

import { lower } from '../text/letter-case.ts';
import { isAlnum } from '../text/python-text.ts';

/** A name is compared in small letters and without what divides its words: `X-API-Key` is `xapikey`. */
const plain = (name: string): string =>
  Array.from(lower(name), (char) => (isAlnum(char.codePointAt(0)!) ? char : '')).join('');

/** Secrets only as the whole of a name: `key` is one, `monkey` is none. */
const WHOLE = new Set([
  ...['key', 'pw', 'pwd', 'pass', 'psw', 'sig', 'auth', 'jwt', 'bearer', 'credential'],
  // Parameters of a generic HTTP gateway: its account is among them.
  'additionalparams',
]);

/** Secrets at the end of a name, too: `refresh_token`, `userPassword`, `X-Hub-Signature-256`. */
const AT_THE_END =
  /(?:pass(?:word|wd|phrase|code)|pwd|secret|token|cookie|authorization|signature|credentials|(?:api|app|access|secret|private|auth|signing|master|encryption|session|scenario|account|license|shared|consumer|client|webhook|service|subscription|function)key|auth(?:entication)?code|bearertoken|jwt)s?\d{0,3}$/;

/** How names are joined to a path: `user[password]`, `login.password`. */
const JOINT = /[[\].]+/;

/** True: its value is never to be shown. `more` are plain names that are secret here only. */
export function isSecretName(name: string, more?: ReadonlySet<string>): boolean {
  if (isSecretWord(plain(name), more)) return true;
  const steps = name.split(JOINT);
  return steps.length > 1 && steps.some((step) => isSecretWord(plain(step), more));
}

const isSecretWord = (word: string, more: ReadonlySet<string> | undefined): boolean =>
  WHOLE.has(word) || AT_THE_END.test(word) || (more?.has(word) ?? false);

/** Names as `isSecretName` takes them for a single place. */
export const plainNames = (names: Iterable<string>): ReadonlySet<string> => new Set([...names].map(plain));
