/**
 * Text on its way to a terminal: colours, which stand as marks that no text from outside can hold until the writer
 * turns them into styles, and the cells that a text takes.
 */
import picocolors from 'picocolors';
import { visible, visibleLine } from '../../core/render/visible.ts';

/** Colours by what they mean; without colour each leaves its text alone. */
export interface Ink {
  good(text: string): string;
  bad(text: string): string;
  odd(text: string): string;
  strong(text: string): string;
  quiet(text: string): string;
}

const { green, red, yellow, bold, dim, black, bgWhiteBright } = picocolors.createColors(true);

/** In colour, its texts are to pass `terminalText` on their way to the terminal. */
export function inkFor(colour: boolean): Ink {
  const inked = (paint: (text: string) => string) => (text: string) => (colour ? marked(paint, text) : text);
  return { good: inked(green), bad: inked(red), odd: inked(yellow), strong: inked(bold), quiet: inked(dim) };
}

/** Begins each mark. Nobody knows it before the process starts, and it never leaves the process. */
const MARK = `\u001b[${globalThis.crypto.randomUUID()}:`;
const CONTROL_SEQUENCE = '\u001b[';

/** Takes what stands in the present line of the terminal away. */
export const ERASE_LINE = `${MARK}2K`;

/** Text in the style of `paint`, which puts control sequences around it. */
const marked = (paint: (text: string) => string, text: string): string =>
  paint('\n')
    .split('\n')
    .map((sequence) => sequence.replaceAll(CONTROL_SEQUENCE, MARK))
    .join(text);

/** Black on white, whatever the colours of the terminal are. */
export const onPaper = (text: string): string => marked((line) => bgWhiteBright(black(line)), text);

/** What may be written to a terminal: hidden characters in their visible form, and drysend's own styles. */
export function terminalText(text: string): string {
  const [first = '', ...rest] = text.split(MARK).map(visible);
  return (
    first + rest.map((piece) => `${piece.startsWith('2K') ? '\r' : ''}${CONTROL_SEQUENCE}${piece}`).join('')
  );
}

/** A text on one line of a report, without blanks at its ends: it can never redraw the screen. */
export const plainLine = (text: string): string => visibleLine(text).trim();

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
  const visibleText = visible(character);
  if (visibleText !== character) return visibleText.length;
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
