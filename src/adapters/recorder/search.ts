/** Mailpit's search: words and "phrases" that all must be found; `-` or `!` before one means it must not. */
import type { Message } from './message.ts';
import { termFor, wordsTerm } from './search-terms.ts';

/** One word of a search, as it was written. */
interface SearchTerm {
  readonly text: string;
  readonly holds: (message: Message) => boolean;
}

export interface Search {
  readonly terms: readonly SearchTerm[];
  readonly holds: (message: Message) => boolean;
}

const QUERY_MAX = 1000;
const TERM = /([-!])?(?:([a-zA-Z-]+):)?(?:"([^"]*)"|([^\s"]\S*))/g;

/** Parses a search; dates in it without a zone are in `zone`. A problem lists what is allowed. */
export function searchFor(query: string, zone = 'utc'): Search | { readonly problem: string } {
  if (query.length > QUERY_MAX) return { problem: `a search has at most ${QUERY_MAX} characters` };
  if (query.split('"').length % 2 === 0) return { problem: 'a quote is not closed' };
  const terms: SearchTerm[] = [];
  for (const [text, sign, name, quoted, plain] of query.matchAll(TERM)) {
    const value = quoted ?? plain ?? '';
    const term = name === undefined ? wordsTerm(value) : termFor(name.toLowerCase(), value, zone);
    if ('problem' in term) return term;
    const { holds } = term;
    terms.push({ text, holds: sign ? (message) => !holds(message) : holds });
  }
  return { terms, holds: (message) => terms.every(({ holds }) => holds(message)) };
}
