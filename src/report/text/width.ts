/**
 * How many terminal cells a text takes, and texts cut or padded to a number of cells. Chinese takes two a
 * character, a Hindi vowel sign none, an emoji two however many code points it is made of. A hidden
 * character takes as many as its visible form.
 */
import { visible } from '../../core/render/visible.ts';

/** East Asian Wide and Fullwidth blocks (Unicode UAX 11), first and last code point. */
const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];

const plainText = /^[\x20-\x7e]*$/;
const weightless = /^[\p{Mark}\p{Control}\p{Default_Ignorable_Code_Point}]$/u;
const emoji = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Emoji}\u{fe0f}/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Cells of a terminal that the text takes. */
export function displayWidth(text: string): number {
  if (plainText.test(text)) return text.length;
  let cells = 0;
  for (const { segment } of graphemes.segment(text)) cells += graphemeWidth(segment);
  return cells;
}

function graphemeWidth(grapheme: string): number {
  if (emoji.test(grapheme)) return 2;
  let cells = 0;
  for (const character of grapheme) cells += characterWidth(character);
  return cells;
}

function characterWidth(character: string): number {
  const shown = visible(character);
  if (shown !== character) return shown.length;
  if (weightless.test(character)) return 0;
  const code = character.codePointAt(0)!;
  return code >= 0x1100 && wideBlocks.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** The text in at most so many cells; what does not fit gives way to `…`. */
export function cut(text: string, cells: number): string {
  if (displayWidth(text) <= cells) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += graphemeWidth(segment);
    if (used > cells - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

export const padEnd = (text: string, cells: number): string =>
  text + ' '.repeat(Math.max(0, cells - displayWidth(text)));

export const padStart = (text: string, cells: number): string =>
  ' '.repeat(Math.max(0, cells - displayWidth(text))) + text;

/** Breaks a text between words into lines of at most so many cells; a longer word stands alone. */
export function wrap(text: string, cells: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > cells) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Wraps a line of a report; what follows hangs under its text: `nearest   2026-03-10 …` continues below the date. */
export function wrapHanging(label: string, text: string, cells: number): string[] {
  if (displayWidth(label) > cells / 2) return wrap(label + text, cells);
  const hanging = ' '.repeat(displayWidth(label));
  const lines = wrap(text.trimEnd(), cells - hanging.length);
  return lines.map((line, index) => `${index === 0 ? label : hanging}${line}`.trimEnd());
}
