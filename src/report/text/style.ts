/**
 * Colours on their way to a terminal. Between a report and the writer they stand as marks that no text from
 * outside can hold, so that the writer can tell drysend's own styles from escape characters in data.
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

const { green, red, yellow, bold, dim } = picocolors.createColors(true);

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

/** What may be written to a terminal: hidden characters in their visible form, and drysend's own styles. */
export function terminalText(text: string): string {
  const [first = '', ...rest] = text.split(MARK).map(visible);
  return (
    first + rest.map((piece) => `${piece.startsWith('2K') ? '\r' : ''}${CONTROL_SEQUENCE}${piece}`).join('')
  );
}

/** A text on one line of a report, without blanks at its ends: it can never redraw the screen. */
export const plainLine = (text: string): string => visibleLine(text).trim();
