/** Where the parts of a JSON text end, also of one that is broken. */

const BLANKS = ' \t\r\n\ufeff';
const BARE_END = /[,}\]\s]/;

export function pastBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && BLANKS.includes(text[at]!)) at += 1;
  return at;
}

/** After the closing quote; of a text without one, its end. */
export function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

/** After a string, an object, a list or a bare word. */
export function valueEnd(text: string, start: number): number {
  const sign = text[start];
  if (sign === '"') return stringEnd(text, start);
  if (sign === '{' || sign === '[') return closingEnd(text, start);
  let at = start;
  while (at < text.length && !BARE_END.test(text[at]!)) at += 1;
  return at;
}

function closingEnd(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const sign = text[at]!;
    if (sign === '"') {
      at = stringEnd(text, at);
      continue;
    }
    if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** A decoded string; one that is broken, as it is written. */
export function unquoted(encoded: string): string {
  if (!encoded.includes('\\')) return encoded.slice(1, encoded.endsWith('"') ? -1 : undefined);
  try {
    return String(JSON.parse(encoded));
  } catch {
    return encoded
      .slice(1, -1)
      .replace(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number(`0x${hex}`)));
  }
}
