/** How texts, numbers and JSON stand in requests and responses: hexadecimal UTF-16, base64, digits, fields by their path. */

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Four lower-case hex digits, from a table: Number.toString is ten times slower. */
export const hex16 = (unit: number): string => HEX[unit >> 8]! + HEX[unit & 0xff]!;

/** The text as UTF-16 big-endian, four lower-case hex digits for each unit. */
export function toUtf16Hex(text: string): string {
  let hex = '';
  for (let index = 0; index < text.length; index += 1) {
    hex += hex16(text.charCodeAt(index));
  }
  return hex;
}

/** Reads UTF-16 big-endian hex back; what is not hex becomes U+FFFD. */
export function fromUtf16Hex(hex: string): string {
  let text = '';
  for (let index = 0; index < hex.length; index += 4) {
    const unit = hex.slice(index, index + 4);
    const code = unit.length === 4 ? Number(`0x${unit}`) : Number.NaN;
    text += String.fromCharCode(Number.isNaN(code) ? 0xfffd : code);
  }
  return text;
}

/** An `authorization` header's value for a user and a password, in UTF-8. */
export function basicAuth(user: string, password: string): string {
  return `Basic ${base64(`${user}:${password}`)}`;
}

/** The text's UTF-8 bytes in base64. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** The number without its leading plus. */
export const withoutPlus = (number: string): string =>
  number.charCodeAt(0) === 43 ? number.slice(1) : number;

/** Whether all of the text from `start` is digits, and at least `least` of them. */
export function isDigits(text: string, start: number, least: number): boolean {
  if (text.length - start < least) return false;
  for (let index = start; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** The value of JSON text; undefined when it is not JSON. */
export function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The value at a path of names and positions; undefined as soon as one is missing. */
export function valueAt(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = Reflect.get(found, step);
  }
  return found;
}

/** Whether JSON is an object: no list, no single value. */
export const isJsonObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text or number at a path, as text; empty when there is none. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = valueAt(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}
