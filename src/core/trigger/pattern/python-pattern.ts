/** `re.match` of Python, in time that grows with the text only as fast as the pattern is long. */

import { matchesAtStart } from './match.ts';
import { InvalidPattern, UnsupportedPattern } from './nodes.ts';
import { parsePattern } from './parser.ts';
import { programOf, type Step } from './program.ts';

/** What became of a match: `refused` is ours alone, where Python would have answered. */
export type PatternAnswer =
  | { readonly kind: 'matches' | 'differs' | 'invalid' }
  | { readonly kind: 'refused'; readonly why: string };

type Compiled = { readonly steps: readonly Step[] } | Exclude<PatternAnswer, { kind: 'matches' | 'differs' }>;

const TEXT_LENGTH_MAX = 10_000;
const PATTERN_LENGTH_MAX = 2_000;
const REMEMBERED_MAX = 500;

const remembered = new Map<string, Compiled>();

/** Whether the pattern matches at the start of the text. */
export function matchPattern(pattern: string, text: string): PatternAnswer {
  const compiled = compiledPattern(pattern);
  if (!('steps' in compiled)) return compiled;
  if (text.length > TEXT_LENGTH_MAX) return refused(`values of more than ${TEXT_LENGTH_MAX} characters`);

  const matches = matchesAtStart(compiled.steps, text);
  if (matches === undefined) return refused('matches that take so much work');
  return { kind: matches ? 'matches' : 'differs' };
}

/** Why a pattern is invalid or refused before any text is seen; undefined: it is neither. */
export function patternProblem(pattern: string): Exclude<Compiled, { steps: unknown }> | undefined {
  const compiled = compiledPattern(pattern);
  return 'steps' in compiled ? undefined : compiled;
}

function compiledPattern(pattern: string): Compiled {
  const known = remembered.get(pattern);
  if (known) return known;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  const compiled = compile(pattern);
  remembered.set(pattern, compiled);
  return compiled;
}

function compile(pattern: string): Compiled {
  if (pattern.length > PATTERN_LENGTH_MAX) {
    return refused(`patterns of more than ${PATTERN_LENGTH_MAX} characters`);
  }
  try {
    return { steps: programOf(parsePattern(pattern)) };
  } catch (problem) {
    if (problem instanceof InvalidPattern) return { kind: 'invalid' };
    if (problem instanceof UnsupportedPattern) return refused(problem.message);
    throw problem;
  }
}

const refused = (what: string): PatternAnswer & { kind: 'refused' } => ({
  kind: 'refused',
  why: `drysend does not follow ${what}`,
});
