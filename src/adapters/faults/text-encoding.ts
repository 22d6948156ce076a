/** A text as it looks to an application when nobody decodes it. */
export function inEncoding(text: string, encoding: unknown): string {
  switch (encoding) {
    case 'ucs2-hex':
      return Array.from({ length: text.length }, (_, index) => hex4(text.charCodeAt(index))).join('');
    case 'latin1':
      return Buffer.from(text, 'utf8').toString('latin1');
    case 'gsm7-raw':
      return Array.from(text, asSeptets).join('');
    default:
      return text;
  }
}

const hex4 = (code: number): string => code.toString(16).padStart(4, '0').toUpperCase();

/** GSM 03.38's alphabet in the order of its codes; U+001B is the way to the extension table. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED: ReadonlyMap<string, number> = new Map([
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
]);

/** The codes themselves, read as Latin-1; what the alphabet lacks comes as `?`. */
function asSeptets(character: string): string {
  const code = BASIC.indexOf(character);
  if (code >= 0) return String.fromCharCode(code);
  const extended = EXTENDED.get(character);
  return extended === undefined ? '?' : `\u001b${String.fromCharCode(extended)}`;
}
