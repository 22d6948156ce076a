/**
 * Form encoding as Python's urlencode does it: space is `+`, and `A-Z a-z 0-9 _ . - ~` stand for themselves.
 * Plain loops over runs of safe characters, because each message of a run passes here twice.
 */

const SAFE = new Uint8Array(128);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~') {
  SAFE[char.charCodeAt(0)] = 1;
}
const ESCAPES = Array.from(
  { length: 256 },
  (_, byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
);

/** The text in UTF-8, quoted. A lone surrogate becomes U+FFFD. */
export const quoteUtf8 = (text: string): string => quote(text, false);

/** The text in Latin-1 if all of it fits, else in UTF-8, quoted: HQ's rule for HTTP and MACH. */
export const quoteLatin1OrUtf8 = (text: string): string => quote(text, isLatin1(text));

/** Whether every character is below U+0100. */
export function isLatin1(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 0xff) return false;
  }
  return true;
}

function quote(text: string, asLatin1: boolean): string {
  let out = '';
  let runFrom = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 128 && SAFE[code] === 1) continue;
    if (index > runFrom) out += text.slice(runFrom, index);
    if (code === 32) out += '+';
    else if (code < 128 || (asLatin1 && code < 256)) out += ESCAPES[code];
    else if (code < 0xd800 || code > 0xdfff) out += utf8Escapes(code);
    else {
      const point = text.codePointAt(index)!;
      out += utf8Escapes(point > 0xffff ? point : 0xfffd);
      if (point > 0xffff) index += 1;
    }
    runFrom = index + 1;
  }
  return runFrom === 0 ? text : out + text.slice(runFrom);
}

function utf8Escapes(point: number): string {
  if (point < 0x800) return ESCAPES[0xc0 | (point >> 6)]! + tail(point);
  if (point < 0x10000) return ESCAPES[0xe0 | (point >> 12)]! + tail(point >> 6) + tail(point);
  return ESCAPES[0xf0 | (point >> 18)]! + tail(point >> 12) + tail(point >> 6) + tail(point);
}

const tail = (bits: number): string => ESCAPES[0x80 | (bits & 0x3f)]!;

/** Quoted text read back: as UTF-8 when the bytes are that, else as Latin-1. */
export function unquote(quoted: string): string {
  return asAscii(quoted) ?? unquoteBeyondAscii(quoted.replaceAll('+', ' '));
}

const unquoteBeyondAscii = (spaced: string): string => asUtf8(spaced) ?? asLatin1(spaced);

/** What most texts are; undefined: it has more, or a broken escape. */
function asAscii(quoted: string): string | undefined {
  let out = '';
  let runFrom = 0;
  for (let index = 0; index < quoted.length; index += 1) {
    const code = quoted.charCodeAt(index);
    if (code !== PERCENT && code !== PLUS) continue;
    if (index > runFrom) out += quoted.slice(runFrom, index);
    if (code === PLUS) out += ' ';
    else {
      const byte = (hexDigit(quoted.charCodeAt(index + 1)) << 4) | hexDigit(quoted.charCodeAt(index + 2));
      if (!(byte < 0x80)) return undefined;
      out += ASCII[byte];
      index += 2;
    }
    runFrom = index + 1;
  }
  return runFrom === 0 ? quoted : out + quoted.slice(runFrom);
}

const PERCENT = 37;
const PLUS = 43;
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** 0 to 15; more than a byte for what is no hex digit. */
function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : 0x100;
}

function asUtf8(quoted: string): string | undefined {
  if (startsAsLatin1(quoted)) return undefined;
  try {
    return decodeURIComponent(quoted);
  } catch {
    return undefined;
  }
}

/** The first byte above ASCII stands alone. Most Latin-1 shows here, and a look is cheaper than an exception. */
function startsAsLatin1(quoted: string): boolean {
  const first = /%[89A-Fa-f]/.exec(quoted);
  return first !== null && !/^%[89ABab]/.test(quoted.slice(first.index + 3, first.index + 5));
}

function asLatin1(quoted: string): string {
  return quoted.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** The value of a field in a query or form body, unquoted; undefined when it is not there. */
export function fieldOf(form: string, name: string): string | undefined {
  for (let at = form.indexOf(name); at >= 0 && at < form.length; at = form.indexOf(name, at + 1)) {
    const valueAt = at + name.length + 1;
    if (form.charCodeAt(valueAt - 1) !== EQUALS || (at > 0 && form.charCodeAt(at - 1) !== AMPERSAND))
      continue;
    const end = form.indexOf('&', valueAt);
    return unquote(end === -1 ? form.slice(valueAt) : form.slice(valueAt, end));
  }
  return undefined;
}

const AMPERSAND = 38;
const EQUALS = 61;

/** Fields of a form by their names, those that are there. */
export function fieldsOf(form: string, names: readonly string[]): Readonly<Record<string, string>> {
  const found = names.map((name) => [name, fieldOf(form, name)] as const);
  return Object.fromEntries(found.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}

/** What stands before and after the question mark. */
export function splitPath(path: string): readonly [path: string, query: string] {
  const mark = path.indexOf('?');
  return mark === -1 ? [path, ''] : [path.slice(0, mark), path.slice(mark + 1)];
}
