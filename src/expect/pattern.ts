/** Regular expressions in expectations. */
import { type PatternProblem, patternOf } from '../core/pattern/pattern.ts';
import type { Effort } from './effort.ts';

/** What a search costs, in steps of an effort: to begin, and for each step of the pattern. */
const STEPS_TO_BEGIN = 500;
const STEPS_PER_WORK = 10;

/** No longer text is searched: what stands behind is not seen. */
const TEXT_MAX = 10_000;

export type Pattern =
  /** undefined: the search took more work than one may, and was given up. */
  { readonly kind: 'pattern'; finds(text: string, effort?: Effort): boolean | undefined } | PatternProblem;

/** Reads a pattern, in JavaScript's dialect. */
export function readPattern(source: string): Pattern {
  const pattern = patternOf(source, { dialect: 'ecmascript', extent: 'anywhere' });
  if (pattern.kind !== 'pattern') return pattern;
  return {
    kind: 'pattern',
    finds: (text, effort) => {
      const { matches, work } = pattern.counts(text.slice(0, TEXT_MAX));
      effort?.spend(STEPS_TO_BEGIN + work * STEPS_PER_WORK);
      return matches;
    },
  };
}
