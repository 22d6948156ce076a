const REDACTED = '[redacted]';

/** Names of headers and fields that hold a secret, whole and in any case. */
const SECRET_NAMES =
  'authorization|proxy-authorization|apikey|x-api-key|pw|pwd|pass|passwd|password|userpassword|secret|status_secret|token|(?:hub\\.)?verify_token|auth_token|access_token|api_key|api_secret|key|clientsecret|authenticationcode';

const SECRET_NAME = new RegExp(`^(?:${SECRET_NAMES})$`, 'i');
const IN_FORM = new RegExp(`(^|[?&])(${SECRET_NAMES})=[^&]*`, 'gi');
const IN_JSON = new RegExp(`("(?:${SECRET_NAMES})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'gi');
const IN_XML = new RegExp(`<(${SECRET_NAMES})>[^<]*<`, 'gi');
const IN_XML_MEMBER = new RegExp(
  `(<name>(?:${SECRET_NAMES})</name>\\s*<value>\\s*(?:<string>)?)[^<]*<`,
  'gi',
);

/**
 * A request or response without its secrets, fit for a file that people pass around: header values, and the
 * fields of queries, forms, JSON and XML. The words of a mail are left as they are.
 */
export function redacted<T>(part: T): T {
  if (!isRecord(part)) return part;
  if (part.method === 'MAIL') return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, redactedValue(name, value)]),
  ) as T;
}

function redactedValue(name: string, value: unknown): unknown {
  if (SECRET_NAME.test(name)) return REDACTED;
  return typeof value === 'string' ? redactedText(value) : redacted(value);
}

function redactedText(text: string): string {
  if (text.startsWith('{')) return text.replace(IN_JSON, `$1"${REDACTED}"`);
  if (text.startsWith('<')) {
    return text.replace(IN_XML_MEMBER, `$1${REDACTED}<`).replace(IN_XML, `<$1>${REDACTED}<`);
  }
  return text.replace(IN_FORM, `$1$2=${REDACTED}`);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
