/** Secrets in the fields of forms, queries and addresses, and in forms of several parts. */
import { type Hiding, REDACTED } from './hiding.ts';

/** `a=1&password=…`: fields end at `&` and at line ends, and some begin at `;`. */
export const hideInForm = (text: string, hiding: Hiding): string =>
  text.replace(/[^&\r\n]+/g, (segment) =>
    segment.includes('=') ? segmentWithout(segment, hiding) : segment,
  );

/** Where a secret has begun, a `;` may belong to it. */
function segmentWithout(segment: string, hiding: Hiding): string {
  const fields = segment.split(';');
  const secret = fields.findIndex((field) => hiding.isSecret(nameIn(field)) && field.includes('='));
  const plain = (secret < 0 ? fields : fields.slice(0, secret)).map((field) => fieldWithin(field, hiding));
  if (secret < 0) {
    const redacted = plain.join(';');
    return redacted === segment || fields.length === 1 ? redacted : wholeWithin(segment, plain, hiding);
  }
  const field = fields[secret]!;
  return [...plain, `${field.slice(0, field.indexOf('='))}=${REDACTED}`].join(';');
}

/** A value that holds a `;` itself is looked into as a whole. */
const wholeWithin = (segment: string, plain: readonly string[], hiding: Hiding): string => {
  const whole = fieldWithin(segment, hiding);
  return whole === segment ? plain.join(';') : whole;
};

function fieldWithin(field: string, hiding: Hiding): string {
  const equals = field.indexOf('=');
  if (equals < 0) return field;
  const value = decoded(field.slice(equals + 1));
  const hidden = hiding.within(value);
  return hidden === value ? field : `${field.slice(0, equals + 1)}${encodeURIComponent(hidden)}`;
}

const nameIn = (field: string): string => {
  const name = field.slice(0, Math.max(0, field.indexOf('=')));
  return name.includes('%') || name.includes('+') ? decoded(name) : name;
};

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return encoded.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number(`0x${hex}`)));
  }
}

/** An account before a host; without a scheme it needs a password, or else it is a mail address. */
const USERINFO = /^(?:((?:[a-z][a-z\d+.-]*:)?\/\/)[^/?#\s]*|[^/?#\s:@"]*:[^/?#\s]*)@/i;

/** Path and query; also a whole address, or a host. */
export function hideInAddress(address: string, hiding: Hiding): string {
  const bare = address.includes('@')
    ? address.replace(USERINFO, (_, scheme = '') => `${scheme}${REDACTED}@`)
    : address;
  const start = bare.search(/[?#;]/);
  if (start < 0) return bare;
  const rest = bare.slice(start).replace(/[^?#]+/g, (fields) => hideInForm(fields, hiding));
  return bare.slice(0, start) + rest;
}

const PART_NAME = /;\s{0,20}name\*?=(?:"([^"\r\n]{0,200})"|([^\s;"]{1,200}))/i;

/** A multipart form; the first line is the boundary. */
export function hideInParts(text: string, hiding: Hiding): string {
  const boundary = /^\s*(--[^\r\n]{1,200})/.exec(text)?.[1]?.trimEnd() ?? '--';
  const divider = `\n${boundary}`;
  return text
    .split(divider)
    .map((part) => partWithout(part, hiding))
    .join(divider);
}

function partWithout(part: string, hiding: Hiding): string {
  const blank = /\r?\n[ \t]*\r?\n/.exec(part);
  if (blank === null) return part;
  const start = blank.index + blank[0].length;
  const head = part.slice(0, start);
  const content = part.slice(start).replace(/\r?\n?$/, '');
  const [, inQuotes, bare] = PART_NAME.exec(head) ?? [];
  const isSecret = hiding.isSecret(decoded(inQuotes ?? bare ?? ''));
  const redacted = isSecret && content !== '' ? REDACTED : hiding.within(content);
  return hideInHead(head, hiding) + redacted + part.slice(start + content.length);
}

const hideInHead = (head: string, hiding: Hiding): string =>
  head.replace(/^([^:\r\n]{1,200}):([^\r\n]*)/gm, (whole: string, name: string) =>
    hiding.isSecret(name.trim()) ? `${name}: ${REDACTED}` : whole,
  );
