/** Regular expressions in expectations. */
import { type PatternProblem, patternOf } from '../core/pattern/pattern.ts';

/** No longer text is searched: what stands behind is not seen. */
const TEXT_MAX = 10_000;

export type Pattern =
  /** undefined: the search took more work than one may, and was given up. */
  { readonly kind: 'pattern'; finds(text: string): boolean | undefined } | PatternProblem;

/** Reads a pattern, in JavaScript's dialect. */
export function readPattern(source: string): Pattern {
  const pattern = patternOf(source, { dialect: 'ecmascript', extent: 'anywhere' });
  if (pattern.kind !== 'pattern') return pattern;
  return { kind: 'pattern', finds: (text) => pattern.tries(text.slice(0, TEXT_MAX)) };
}
