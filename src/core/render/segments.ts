/** An outgoing text on its way: signs made plain, and the parts that HQ and the network count. */

const SMILEYS = /:(?=[oOxXDpP])/g;
const SIGNS = /[\u2013\u201c\u201d\u2018\u2019\u2026]/g;

const plain: ReadonlyMap<string, string> = new Map([
  ['\u2013', '-'],
  ['\u201c', '"'],
  ['\u201d', '"'],
  ['\u2018', "'"],
  ['\u2019', "'"],
  ['\u2026', '...'],
]);

/**
 * HQ's clean-up of every outgoing text (docs/hq/contacts-and-messages.md#s3-4): smileys are pulled apart wherever they
 * stand, and typographic signs made plain.
 */
export function cleanText(text: string): string {
  return text.replace(SMILEYS, ': ').replace(SIGNS, (sign) => plain.get(sign)!);
}

/** How a text travels: its alphabet, how many SMS it takes, and why. */
export interface Segments {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** An empty text is one segment. */
  readonly segments: number;
  /** Septets or UTF-16 code units. */
  readonly units: number;
  /** The first character that GSM-7 does not have. */
  readonly forcedBy?: string;
}

/** Septets or code units that fit in a single SMS, and in one of several, which carry a header. */
const GSM_SINGLE = 160;
const GSM_JOINED = 153;
const UCS_SINGLE = 70;
const UCS_JOINED = 67;

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '\f^{}\\[~]|€';

/** Septets by UTF-16 code unit: 0 is not in the alphabet. */
const septets = new Uint8Array(0x10000);
for (const char of BASIC) septets[char.charCodeAt(0)] = 1;
for (const char of EXTENDED) septets[char.charCodeAt(0)] = 2;

/** Counts segments as the network does: an extension pair or a surrogate pair is never split. */
export function segmentsOf(text: string): Segments {
  let units = 0;
  for (let index = 0; index < text.length; index += 1) {
    const cost = septets[text.charCodeAt(index)]!;
    if (cost === 0) return inUcs2(text, String.fromCodePoint(text.codePointAt(index)!));
    units += cost;
  }
  return { encoding: 'GSM-7', segments: units <= GSM_SINGLE ? 1 : joinedGsm(text), units };
}

function inUcs2(text: string, forcedBy: string): Segments {
  const units = text.length;
  return { encoding: 'UCS-2', segments: units <= UCS_SINGLE ? 1 : joinedUcs2(text), units, forcedBy };
}

function joinedGsm(text: string): number {
  let segments = 1;
  let filled = 0;
  for (let index = 0; index < text.length; index += 1) {
    const cost = septets[text.charCodeAt(index)]!;
    filled += cost;
    if (filled > GSM_JOINED) {
      segments += 1;
      filled = cost;
    }
  }
  return segments;
}

/** Jumps from segment to segment: only the character at a border can be a pair that moves on. */
function joinedUcs2(text: string): number {
  let segments = 1;
  let border = UCS_JOINED;
  while (border < text.length) {
    if (text.codePointAt(border - 1)! > 0xffff) border -= 1;
    border += UCS_JOINED;
    segments += 1;
  }
  return segments;
}

const LATIN_1_LIMIT = 160;
const OTHER_LIMIT = 70;
const LATIN_1_LAST = 0xff;

/** HQ's own count of billable parts: not what the network charges (docs/hq/contacts-and-messages.md#s5-3). */
export function hqParts(text: string): number {
  return Math.ceil(pointsOf(text) / hqPartLimit(text));
}

/** Characters that HQ bills as one part: 160 when ISO-8859-1 has them all, else 70. */
export function hqPartLimit(text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > LATIN_1_LAST) return OTHER_LIMIT;
  }
  return LATIN_1_LIMIT;
}

/** Code points: a surrogate pair counts once. */
function pointsOf(text: string): number {
  let points = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text.codePointAt(index)! > 0xffff) index += 1;
    points += 1;
  }
  return points;
}
