import { patternOf } from '../../core/pattern/pattern.ts';
import { TooSlow } from './within-time.ts';

/** A regular expression of a client's. */
export interface Expression {
  /**
   * Whether it fits the whole text, as in WireMock.
   * @throws TooSlow when that takes more work than one match may.
   */
  fits(text: string): boolean;
}

const SHOWN_MAX = 100;

/** Reads an expression in JavaScript's dialect, where a dot takes every character. */
export function expressionFrom(source: unknown): Expression | { readonly problem: string } {
  if (typeof source !== 'string') return { problem: 'an expression is wanted as a text' };
  const pattern = patternOf(source, { dialect: 'ecmascript', extent: 'whole', flags: 's' });
  if (pattern.kind === 'pattern') return { fits: (text) => pattern.tries(text) ?? tooSlow() };
  const excerpt = source.length > SHOWN_MAX ? `${source.slice(0, SHOWN_MAX)}…` : source;
  return pattern.kind === 'invalid'
    ? { problem: `${excerpt} is not a regular expression: ${pattern.why}` }
    : { problem: `${excerpt} has ${pattern.why}, which cannot be matched in bounded work` };
}

function tooSlow(): never {
  throw new TooSlow('more work than a match may take');
}
