import picocolors from 'picocolors';
import { marked } from './style.ts';

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
