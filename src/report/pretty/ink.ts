import picocolors from 'picocolors';

/** Colours by what they mean; without colour each leaves its text alone. */
export interface Ink {
  good(text: string): string;
  bad(text: string): string;
  odd(text: string): string;
  strong(text: string): string;
  quiet(text: string): string;
}

export function inkFor(colour: boolean): Ink {
  const { green, red, yellow, bold, dim } = picocolors.createColors(colour);
  return { good: green, bad: red, odd: yellow, strong: bold, quiet: dim };
}
