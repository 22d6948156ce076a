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
