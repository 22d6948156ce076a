/** A text as an application sees it that does not decode it. */
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

/** Read from the codes, one in each byte: what is no code of the alphabet comes as U+FFFD. */
export function textOfGsm(codes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    const extended = code === ESCAPE ? BY_CODE.get(codes[at + 1] ?? -1) : undefined;
    if (extended !== undefined) at += 1;
    text += extended ?? (code === ESCAPE ? ' ' : (BASIC[code] ?? '\ufffd'));
  }
  return text;
}

/** The codes of a text, one in each byte; undefined: the alphabet lacks one of its characters. */
export function gsmOfText(text: string): Buffer | undefined {
  const codes: number[] = [];
  for (const character of text) {
    const code = BASIC.indexOf(character);
    const extended = EXTENDED.get(character);
    if (code >= 0 && code !== ESCAPE) codes.push(code);
    else if (extended !== undefined) codes.push(ESCAPE, extended);
    else return undefined;
  }
  return Buffer.from(codes);
}

const ESCAPE = 0x1b;
const BY_CODE: ReadonlyMap<number, string> = new Map(
  Array.from(EXTENDED, ([character, code]) => [code, character]),
);
