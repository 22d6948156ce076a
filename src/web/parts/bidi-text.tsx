/** Words that came from outside: what they do to the direction of writing ends with them. */

/** One line's worth; what is longer is a text, and stands elsewhere whole. */
const LINE_MAX = 300;

export function BidiText({ text, max = LINE_MAX }: { text: string | undefined; max?: number }) {
  return <bdi>{cut(text ?? '', max)}</bdi>;
}

/** The first `max` characters, and a mark when there were more. Never half of a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const isHalf = /[\uD800-\uDBFF]/.test(text[max - 1] ?? '');
  return `${text.slice(0, isHalf ? max - 1 : max)}…`;
}

/** `1 error`, `2 errors` */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
