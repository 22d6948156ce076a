/** Texts as bytes, by the data_coding of SMPP 3.4 (5.2.19). */
import { gsmOfText, textOfGsm } from '../faults/text-encoding.ts';

export const GSM = 0;
const UCS2 = 8;

/** Charsets of other countries, by the names that the platform's decoder has for them. */
const CHARSETS: ReadonlyMap<number, string> = new Map([
  [5, 'shift_jis'],
  [6, 'iso-8859-5'],
  [7, 'iso-8859-8'],
  [8, 'utf-16be'],
  [10, 'iso-2022-jp'],
  [14, 'euc-kr'],
]);

/** The text; octets that are none in hexadecimal digits; undefined: SMPP has no such coding. */
export function decodedText(bytes: Buffer, coding: number): string | undefined {
  if (coding >= 0xf0) return coding & 4 ? bytes.toString('hex') : textOfGsm(bytes);
  const charset = CHARSETS.get(coding);
  if (charset !== undefined) return new TextDecoder(charset).decode(bytes);
  switch (coding) {
    case GSM:
      return textOfGsm(bytes);
    case IA5:
      return bytes.some(isNoIa5) ? textOfGsm(bytes) : bytes.toString('latin1');
    case 3:
      return bytes.toString('latin1');
    case 2:
    case 4:
      return bytes.toString('hex');
    default:
      return undefined;
  }
}

/** node-smpp writes the alphabet of GSM under this coding: `@`, `$`, `_` and its escape are control characters in IA5. */
const IA5 = 1;
const isNoIa5 = (octet: number): boolean => octet < 0x20 && !PRINTED.has(octet);
const PRINTED: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d]);

export interface Encoded {
  readonly coding: number;
  /** One for each SMS that the text takes, without a header. */
  readonly parts: readonly Buffer[];
}

const SEPTETS = { single: 160, joined: 153 };
const OCTETS = { single: 140, joined: 134 };
const ESCAPE = 0x1b;

/** In the alphabet of GSM where it has all characters, else in UCS-2; neither kind of pair is split. */
export function encodedText(text: string): Encoded {
  const septets = gsmOfText(text);
  if (septets) {
    const isPair = (at: number): boolean => septets[at - 1] === ESCAPE;
    return { coding: GSM, parts: truncated(septets, SEPTETS, isPair, 1) };
  }
  const octets = Buffer.from(text, 'utf16le').swap16();
  const isPair = (at: number): boolean => (octets[at - 2] ?? 0) >> 2 === 0xd8 >> 2;
  return { coding: UCS2, parts: truncated(octets, OCTETS, isPair, 2) };
}

/** In the alphabet of GSM whatever it is: clients read receipts in no other. What it lacks comes as `?`. */
export const gsmWithMarks = (text: string): Buffer =>
  gsmOfText(text) ?? Buffer.concat(Array.from(text, (character) => gsmOfText(character) ?? Buffer.from('?')));

function truncated(
  bytes: Buffer,
  { single, joined }: { readonly single: number; readonly joined: number },
  isPair: (at: number) => boolean,
  unit: number,
): readonly Buffer[] {
  if (bytes.length <= single) return [bytes];
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const most = from + joined;
    const to = most < bytes.length && isPair(most) ? most - unit : most;
    parts.push(bytes.subarray(from, to));
    from = to;
  }
  return parts;
}
