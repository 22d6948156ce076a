/** Small words of explanations: quotes, lengths of time, where two texts part. */
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../core/model/instant.ts';

/** Letters of a text that an explanation shows. */
const SHOWN_MAX = 60;

/** In quotes, on one line, cut when it is long. */
export function quoted(text: string): string {
  const shown = text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
  return JSON.stringify(shown);
}

const units = [
  ['day', MS_PER_DAY],
  ['hour', MS_PER_HOUR],
  ['minute', MS_PER_MINUTE],
  ['second', MS_PER_SECOND],
  ['millisecond', 1],
] as const;

/** `one day`, `2 hours 5 minutes`: the two largest units. */
export function spanText(ms: number): string {
  let left = ms;
  const parts: string[] = [];
  for (const [unit, length] of units) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0 && parts.length < 2) parts.push(count === 1 ? `one ${unit}` : `${count} ${unit}s`);
  }
  return parts.join(' ') || 'no time';
}

/** Where the text found parts from the one wanted. */
export function textDifference(wanted: string, found: string | undefined): string {
  if (found === undefined) return 'it has no text';
  const limit = Math.min(wanted.length, found.length);
  let index = 0;
  while (index < limit && wanted[index] === found[index]) index += 1;
  if (index === wanted.length) return `text goes on with ${quoted(found.slice(index))}`;
  if (index === found.length) return `text ends before ${quoted(wanted.slice(index))}`;
  return `text differs at character ${index + 1}: ${quoted(found.slice(index))}, not ${quoted(wanted.slice(index))}`;
}
