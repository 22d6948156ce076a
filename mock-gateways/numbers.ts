/** The number without its leading plus. */
export const withoutPlus = (number: string): string =>
  number.charCodeAt(0) === 43 ? number.slice(1) : number;

/** Whether all of the text from `start` is digits, and at least `least` of them. */
export function isDigits(text: string, start: number, least: number): boolean {
  if (text.length - start < least) return false;
  for (let index = start; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
