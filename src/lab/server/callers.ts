/** Who asks a session: the name that they gave, and whether they only look. */
import type { Request } from 'express';

/** Set by the lab for its own threads; whatever comes from outside under that name is left out. */
export const LOOKS_HEADER = 'x-drysend-looks';
/** A name, percent-encoded. */
const NAME_HEADER = 'x-drysend-name';
const NAME_MAX = 40;
/** Blanks and what has no look of its own, but what joins and parts letters in Persian, Sinhala or an emoji. */
const UNSEEN = /(?:(?![\u200c\u200d])[\s\p{C}])+/gu;

export const onlyLooks = ({ headers }: Request): boolean => headers[LOOKS_HEADER] !== undefined;

/** The name of who asks; undefined: they gave none. A feed has it in the query: a browser sends no headers there. */
export function nameOf({ headers, query }: Request): string | undefined {
  const given = headers[NAME_HEADER];
  const text = typeof given === 'string' ? decoded(given) : query.name;
  if (typeof text !== 'string') return undefined;
  const name = [...text.replace(UNSEEN, ' ').trim()].slice(0, NAME_MAX).join('').trim();
  return name === '' ? undefined : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
