/**
 * How many segments Twilio counts: GSM-7 160 or 153 septets, else UCS-2 70 or 67 units; no character straddles
 * two. Plain loops over a table, since every accepted message passes here.
 */
export function segmentCount(text: string): number {
  return isGsm7(text) ? fill(text, septetsAt, 160, 153) : fill(text, unitsAt, 70, 67);
}

/** The texts that each segment carries: one when it fits, and never half a character. */
export function partsOf(text: string): string[] {
  if (segmentCount(text) === 1) return [text];
  const [costAt, room] = isGsm7(text) ? ([septetsAt, 153] as const) : ([unitsAt, 67] as const);
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const char of text) {
    const cost = costAt(char, 0);
    if (used + cost > room) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += char;
    used += cost;
  }
  return [...parts, part];
}

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENSION = '\f^{}\\[~]|€';

/** Septets by UTF-16 unit; 0: not in GSM-7. */
const SEPTETS = new Uint8Array(0x10000);
for (const char of BASIC) SEPTETS[char.charCodeAt(0)] = 1;
for (const char of EXTENSION) SEPTETS[char.charCodeAt(0)] = 2;

/** Whether every character is in GSM-7. */
export function isGsm7(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (SEPTETS[text.charCodeAt(index)] === 0) return false;
  }
  return true;
}

const septetsAt = (text: string, index: number): number => SEPTETS[text.charCodeAt(index)]!;

const unitsAt = (text: string, index: number): number => (text.codePointAt(index)! > 0xffff ? 2 : 1);

type CostAt = (text: string, index: number) => number;

function fill(text: string, costAt: CostAt, single: number, part: number): number {
  const isUnits = costAt === unitsAt;
  let total = 0;
  let parts = 1;
  let used = 0;
  for (let index = 0; index < text.length; index += 1) {
    const cost = costAt(text, index);
    if (isUnits && cost === 2) index += 1;
    total += cost;
    if (used + cost > part) {
      parts += 1;
      used = 0;
    }
    used += cost;
  }
  return total <= single ? 1 : parts;
}
