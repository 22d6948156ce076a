/**
 * Secrets wherever a text may have them, however it is written: JSON, XML, forms, forms in parts, addresses, one
 * in another to any depth, in UTF-8, UTF-16 or what is neither.
 */
import { isSecretName } from '../../core/model/secret-names.ts';
import { hideInAddress, hideInForm, hideInParts } from './hide-in-fields.ts';
import { hideInJson } from './hide-in-json.ts';
import { hideInXml } from './hide-in-xml.ts';
import { type Hiding, REDACTED } from './hiding.ts';

/** What else is known of a place. */
export interface Known {
  /** More names that are secret there, as `plainNames` gives them. */
  readonly more?: ReadonlySet<string> | undefined;
  /** The text of the message: it stays as HQ sends it, whatever it looks like. */
  readonly message?: string | undefined;
}

/** Texts within texts are looked into so deep; what is deeper is left out whole. */
const DEPTH_MAX = 12;

/** Characters of texts within a text that are looked into, for each of its own; the rest is left out whole. */
const WITHIN_MAX = 4;
/** As if a text were at least so long. */
const LENGTH_MIN = 100_000;

/** Texts without any of these have no secret; most have none. */
const SUSPECT = /pass|pw|psw|secret|token|key|auth|sig|cookie|cred|jwt|bearer|%|\\u|&#|\0|\/[^/\s]{1,200}@/i;
/** A mail's sender that encodes its recipient, `bounce+asha=example.org@hq.org`, is no field. */
const RETURN_ADDRESS =
  /^<?[^\s=@&;<>?]{1,200}[+-][^\s=@&;<>?]{1,200}=[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,10}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,10}>?$/i;
/** A value without any of these is plain words, or a number. */
const STRUCTURED = /[{[<=@%]/;

/** A body, whatever it is. */
export function hideInBody(body: string, known: Known = {}): string {
  if (!known.more && !SUSPECT.test(body)) return body;
  if (body.includes('\0')) return hideInWide(body, known);
  const hiding = hidingFor(known, leftFor(body));
  const begin = beginOf(body);
  if (begin.startsWith('{') || begin.startsWith('[')) return hideInTorn(hideInJson(body, hiding), hiding);
  if (begin.startsWith('<')) return hideInXml(body, hiding);
  if (begin.startsWith('--')) return hideInParts(body, hiding);
  return hideInTorn(hideInForm(body, hiding), hiding);
}

/** Path and query, or a whole address. */
export const hideInUrl = (address: string, known: Known = {}): string =>
  known.more || SUSPECT.test(address) || address.includes('@')
    ? hideInAddress(address, hidingFor(known, leftFor(address)))
    : address;

/** Name → value: those of secrets, and addresses within the others. */
export function hideInHeaders(
  headers: Readonly<Record<string, string>>,
  known: Known = {},
): Readonly<Record<string, string>> {
  const hiding = hidingFor(known, { characters: WITHIN_MAX * LENGTH_MIN });
  let changed: Record<string, string> | undefined;
  for (const [name, value] of Object.entries(headers)) {
    const redacted = hiding.isSecret(name) ? REDACTED : headerValue(value, hiding);
    if (redacted === value) continue;
    changed ??= { ...headers };
    changed[name] = redacted;
  }
  return changed ?? headers;
}

const headerValue = (value: string, hiding: Hiding): string =>
  /[?@]/.test(value) || /^\s*[{[]/.test(value)
    ? hiding
        .within(value)
        .replace(/[^\s<>"',]{1,2000}[?#][^\s<>"',]{1,2000}|[a-z]{1,20}:\/\/[^\s<>"',]{1,2000}/gi, (address) =>
          hideInAddress(address, hiding),
        )
    : value;

/** What may still be looked into. */
interface Left {
  characters: number;
}

const leftFor = (text: string): Left => ({ characters: WITHIN_MAX * Math.max(text.length, LENGTH_MIN) });

function hidingFor(known: Known, left: Left, depth = 0): Hiding {
  return {
    isSecret: (name) => isSecret(name, known.more),
    within: (value) => {
      if (value === known.message || !STRUCTURED.test(value)) return value;
      if (!known.more && !SUSPECT.test(value)) return value;
      if (RETURN_ADDRESS.test(value)) return value;
      left.characters -= value.length;
      if (depth >= DEPTH_MAX || left.characters < 0) return REDACTED;
      return hideInValue(value, hidingFor(known, left, depth + 1));
    },
  };
}

/** A value is looked into where it is a text of its own, and never where it is words. */
function hideInValue(value: string, hiding: Hiding): string {
  const begin = beginOf(value);
  if (begin.startsWith('{') || begin.startsWith('[') || begin.startsWith('"')) {
    const hidden = hideInJson(value, hiding);
    return isJson(value) ? hidden : hideInTorn(hidden, hiding);
  }
  if (begin.startsWith('<')) return hideInXml(value, hiding);
  if (begin.startsWith('--') && /\r?\n\r?\n/.test(value)) return hideInParts(value, hiding);
  if (/\s/.test(value)) return value;
  if (/^[a-z][a-z\d+.-]{0,20}:\/\/|^[^=]*\?/i.test(value)) return hideInAddress(value, hiding);
  if (value.includes('=')) return hideInForm(value, hiding);
  return value.includes('%') ? hideInEncoded(value, hiding) : value;
}

/** Encoded once more than its place asks for. */
function hideInEncoded(value: string, hiding: Hiding): string {
  const plain = percentDecoded(value);
  if (plain === value) return value;
  const hidden = hiding.within(plain);
  return hidden === plain ? value : encodeURIComponent(hidden);
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const beginOf = (text: string): string =>
  text
    .slice(0, 100)
    .replace(/^(?:\ufeff|ï»¿)/, '')
    .trimStart();

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ''));
    return true;
  } catch {
    return false;
  }
}

/** A word, and what may follow: a colon and a value. Words are passed in one go, so the time is that of the text. */
const TORN =
  /([\p{L}\p{N}_.$[\]-]+)(?:\\?["']?\s{0,50}:\s{0,50}(\\?"(?:[^"\\]|\\[^"])*(?:\\?"|$)|'[^'\n]*(?:'|$)|[^\s,;&}\]"'{[]+))?/gu;

/** Where quotes or brackets do not pair, each name with a colon and a value is looked at by itself. */
function hideInTorn(text: string, hiding: Hiding): string {
  if (!text.includes(':') || isJson(text)) return text;
  return text.replace(TORN, (whole: string, name: string, value?: string) =>
    value !== undefined && hiding.isSecret(name.slice(-NAME_MAX)) && !value.includes(REDACTED)
      ? `${whole.slice(0, -value.length)}"${REDACTED}"`
      : whole,
  );
}

/**
 * A text of two bytes a character, as it stands in Latin-1. One that is no sound UTF-16 is shown without its
 * zero bytes when it has a secret.
 */
function hideInWide(body: string, known: Known): string {
  const encoding = body.startsWith('þÿ') || body[0] === '\0' ? 'utf-16be' : 'utf-16le';
  const bytes = Buffer.from(body, 'latin1');
  const wide = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  const hidden = wide.includes('\0') ? wide : hideInBody(wide, known);
  if (hidden !== wide) return wideBytes(hidden, encoding).toString('latin1');
  const narrow = body.replaceAll('\0', '').replace(/^(?:ÿþ|þÿ)/, '');
  const redacted = hideInBody(narrow, known);
  return redacted === narrow ? body : redacted;
}

function wideBytes(text: string, encoding: string): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

const known = new Map<string, boolean>();
const KNOWN_MAX = 1000;
const NAME_MAX = 200;

/** Requests have the same few names over and over. */
function isSecret(name: string, more: ReadonlySet<string> | undefined): boolean {
  if (more || name.length > NAME_MAX) return isSecretName(name, more);
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= KNOWN_MAX) known.clear();
  const isOne = isSecretName(name);
  known.set(name, isOne);
  return isOne;
}
