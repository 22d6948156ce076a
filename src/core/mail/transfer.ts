/** Transfer encodings of mails, undone in one pass over the text. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BLANK = 64;
const PAD = 65;
const WRONG = 66;

/** By character code: six bits, or what else it is. */
const SIX_BITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  const bits = ALPHABET.indexOf(char);
  if (bits >= 0) return bits;
  return char === '=' ? PAD : ' \t\r\n\f'.includes(char) ? BLANK : WRONG;
});

/** The bytes; undefined: this is no base64. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let [size, bits, count, pads] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const six = code < 128 ? (SIX_BITS[code] ?? WRONG) : WRONG;
    if (six === BLANK) continue;
    if (six === WRONG || (pads > 0 && six !== PAD)) return undefined;
    if (six === PAD) {
      pads += 1;
      continue;
    }
    bits = ((bits << 6) | six) & 0xffffff;
    count += 1;
    if (count % 4 !== 1) {
      bytes[size] = bits >> (6 - 2 * ((count - 1) % 4));
      size += 1;
    }
  }
  return count % 4 === 1 || pads > 2 ? undefined : bytes.subarray(0, size);
}

const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;

/** Undone in place, as it only gets shorter; what is no escape stays as it stands. */
export function quotedPrintableBytes(bytes: Uint8Array): Uint8Array {
  let size = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === EQUALS) {
      const value = hexAt(bytes, at + 1);
      if (value !== undefined) {
        bytes[size] = value;
        size += 1;
        at += 2;
        continue;
      }
      const end = softLineEnd(bytes, at + 1);
      if (end !== undefined) {
        at = end;
        continue;
      }
    }
    bytes[size] = byte;
    size += 1;
  }
  return bytes.subarray(0, size);
}

function hexAt(bytes: Uint8Array, at: number): number | undefined {
  const [high, low] = [hexDigit(bytes[at]), hexDigit(bytes[at + 1])];
  return high === undefined || low === undefined ? undefined : high * 16 + low;
}

function hexDigit(byte = 0): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}

/** Where the LF of a soft line end is, with blanks before it. */
function softLineEnd(bytes: Uint8Array, from: number): number | undefined {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  if (bytes[at] === CR) at += 1;
  return bytes[at] === LF ? at : undefined;
}
