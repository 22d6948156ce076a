/** Bytes as text, by the charset that a mail names. */

/** Names that tell nothing of bytes above 127. */
const SILENT: ReadonlySet<string> = new Set([
  '',
  'ascii',
  'us-ascii',
  'ansi_x3.4-1968',
  'unknown-8bit',
  'x-unknown',
  'unknown',
  'default',
  'binary',
]);
const UTF_8: ReadonlySet<string> = new Set(['utf-8', 'utf8']);
/** Names that mailers use and the standard of encodings does not know. */
const OTHER_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(?:windows|win|cp|x-cp|ibm)[-_]?(125\d|874)$/, 'windows-$1'],
  [/^latin[-_]?1$/, 'windows-1252'],
  [/^iso[-_]?8859[-_](\d{1,2})$/, 'iso-8859-$1'],
  [/^(?:big5[-_]tw|(?:cp|ms)[-_]?950)$/, 'big5'],
  [/^(?:cp|ms|windows)[-_]?949$/, 'euc-kr'],
  [/^eucgb2312[-_]cn$/, 'gbk'],
  [/^euc[-_]?(jp|kr)$/, 'euc-$1'],
  [/^(?:cp|ms)[-_]?932$/, 'shift_jis'],
  [/^(?:cp|ms)[-_]?936$/, 'gbk'],
];

/** Whether a text in UTF-8 says what it means under this name. */
export const isUtf8Name = (charset: string): boolean => {
  const name = charset.trim().toLowerCase();
  return SILENT.has(name) || UTF_8.has(name);
};

/** Where no name is given, or the name is unknown: UTF-8 where the bytes are so, else Windows' Latin-1. */
export function decodedBy(charset: string, bytes: Uint8Array): string {
  const name = charset.trim().toLowerCase();
  if (name === 'utf-16')
    return new TextDecoder(isLittleEndian(bytes) ? 'utf-16le' : 'utf-16be').decode(bytes);
  const known = SILENT.has(name) ? undefined : (decoder(name) ?? decoder(otherName(name)));
  return known ? known.decode(bytes) : guessed(bytes);
}

/** RFC 2781, 4.3: without a mark it is big-endian. */
const isLittleEndian = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xfe;

function otherName(name: string): string {
  const [pattern, other] = OTHER_NAMES.find(([each]) => each.test(name)) ?? [];
  return pattern && other ? name.replace(pattern, other) : '';
}

interface Decoder {
  decode(bytes: Uint8Array): string;
}

function decoder(name: string): Decoder | undefined {
  try {
    const known = new TextDecoder(name);
    return known.encoding === 'windows-1252' ? latin1 : known;
  } catch {
    return undefined;
  }
}

/** Windows-1252 from 0x80 to 0x9f; Node 20 itself reads these as control characters. */
const BEYOND_LATIN_1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const latin1: Decoder = {
  decode: (bytes) =>
    new TextDecoder('windows-1252')
      .decode(bytes)
      .replace(/[\u0080-\u009f]/g, (char) => BEYOND_LATIN_1[char.charCodeAt(0) - 0x80] ?? char),
};

function guessed(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

/** UTF-8 where the bytes are so, else each byte a character: a text that nobody has named a charset for. */
export function textOfBytes(byteChars: string): string {
  if (!/[\u0080-\u00ff]/.test(byteChars)) return byteChars;
  return guessed(byteCharsOf(byteChars));
}

/** The bytes of a text in which each character stands for one. */
export function byteCharsOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
