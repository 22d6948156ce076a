/**
 * Secrets wherever a body or an address may have them, however it is written: a closer look than `redacted`,
 * which every request passes on its way in, has the time for.
 */
import { redacted } from '../redact.ts';

const REDACTED = '[redacted]';

/** Texts without any of these have no secret; most have none. */
const SUSPECT = /pass|pw|secret|token|key|auth|%[4-7]|\\u/i;

const known = new Map<string, boolean>();
const KNOWN_MAX = 1000;

/** Requests have the same few names over and over. */
function isSecret(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= KNOWN_MAX) known.clear();
  const isOne = holdsSecret(name.trim().replace(/\[.*$/, ''));
  known.set(name, isOne);
  return isOne;
}

/** The names are those that `redacted` knows, and some of headers. */
const holdsSecret = (name: string): boolean =>
  /^(?:x-auth-token|api-key|x-amz-security-token)$/i.test(name) || redacted({ [name]: '' })[name] !== '';

/** Name → value; the value of a secret is blacked out. */
export function headersWithoutSecrets(
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const names = Object.keys(headers).filter((name) => isSecret(name) && headers[name] !== REDACTED);
  if (names.length === 0) return headers;
  return { ...headers, ...Object.fromEntries(names.map((name) => [name, REDACTED])) };
}

/** A user and a password before a host. */
const USERINFO = /^((?:[a-z][a-z\d+.-]*:)?\/\/)?[^/?#]*@/i;

/** Path and query; from a proxy's client a whole address, or a host. */
export function addressWithoutSecrets(address: string): string {
  const bare = address.includes('@') ? address.replace(USERINFO, `$1${REDACTED}@`) : address;
  const question = bare.indexOf('?');
  if (question < 0 || !SUSPECT.test(bare)) return bare;
  return bare.slice(0, question + 1) + fields(bare.slice(question + 1));
}

/** A body of JSON, XML, a form, or a form in several parts. */
export function bodyWithoutSecrets(body: string): string {
  if (!SUSPECT.test(body)) return body;
  const begin = body
    .slice(0, 100)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (begin.startsWith('{') || begin.startsWith('[')) return json(body);
  if (begin.startsWith('<')) return xml(body);
  return begin.startsWith('--') ? parts(body) : fields(body);
}

/** Written anew only where it had a secret. */
function json(body: string): string {
  try {
    let hasSecret = false;
    const value: unknown = JSON.parse(body.replace(/^\uFEFF/, ''), (name, each: unknown) => {
      if (each === REDACTED || !isSecret(name)) return each;
      hasSecret = true;
      return REDACTED;
    });
    return hasSecret ? JSON.stringify(value) : body;
  } catch {
    return redacted({ body: body.trimStart() }).body;
  }
}

// What could look at the same text again and again has a bound, so that a hostile body takes no longer than another.
const ELEMENT =
  /(<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?>)((?:[^<]|<!\[CDATA\[(?:[^\]]|\](?!\]>)){0,1000}\]\]>)+)(?=<\/)/g;
const ATTRIBUTE = /(\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*)("[^"<]*"|'[^'<]*')/g;

const xml = (body: string): string =>
  redacted({ body: body.replace(/^\uFEFF/, '').trimStart() })
    .body.replace(ELEMENT, (whole: string, open: string, name: string) =>
      isSecret(name) ? open + REDACTED : whole,
    )
    .replace(ATTRIBUTE, (whole: string, before: string, name: string) =>
      isSecret(name) ? `${before}"${REDACTED}"` : whole,
    );

const PART =
  /(;\s*name="?([^";\r\n]{1,100})"?[^\r\n]{0,200}(?:\r?\n[^\r\n]{1,200}){0,5}\r?\n\r?\n)([\s\S]*?)(?=\r?\n--|$)/gi;

const parts = (body: string): string =>
  body.replace(PART, (whole: string, head: string, name: string) =>
    isSecret(name) ? head + REDACTED : whole,
  );

const fields = (text: string): string =>
  text.replace(/(^|[&;])([^=&;]*)=([^&;]*)/g, (whole: string, sign: string, name: string) =>
    isSecret(decoded(name)) ? `${sign}${name}=${REDACTED}` : whole,
  );

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}
