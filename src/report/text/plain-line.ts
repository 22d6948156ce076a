/** Line breaks become a sign, other control and direction characters go: a text can never redraw the screen. */
export function plainLine(text: string): string {
  return text
    .replace(/\r\n?|[\n\u2028\u2029]/g, ' ⏎ ')
    .replaceAll('\t', ' ')
    .replace(unprintable, '')
    .trim();
}

const unprintable = /[\p{Control}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
