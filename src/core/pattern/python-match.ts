/** `re.match` of Python, as the criteria of HQ's rules use it. */
import { type PatternProblem, patternOf } from './pattern.ts';

/** What became of a match: `refused` is ours alone, where Python would have answered. */
export type PatternAnswer =
  | { readonly kind: 'matches' | 'differs' | 'invalid' }
  | { readonly kind: 'refused'; readonly why: string };

const TEXT_LENGTH_MAX = 10_000;

/** Whether the pattern matches at the start of the text. */
export function matchPattern(source: string, text: string): PatternAnswer {
  const pattern = patternOf(source, { dialect: 'python', extent: 'start' });
  if (pattern.kind !== 'pattern') return answerFor(pattern);
  if (text.length > TEXT_LENGTH_MAX) return refused(`values of more than ${TEXT_LENGTH_MAX} characters`);

  const matches = pattern.tries(text);
  if (matches === undefined) return refused('matches that take so much work');
  return { kind: matches ? 'matches' : 'differs' };
}

/** Why a pattern is invalid or refused before any text is seen; undefined: it is neither. */
export function patternProblem(source: string): PatternAnswer | undefined {
  const pattern = patternOf(source, { dialect: 'python', extent: 'start' });
  return pattern.kind === 'pattern' ? undefined : answerFor(pattern);
}

const answerFor = ({ kind, why }: PatternProblem): PatternAnswer =>
  kind === 'invalid' ? { kind } : refused(`patterns with ${why}`);

const refused = (what: string): PatternAnswer & { kind: 'refused' } => ({
  kind: 'refused',
  why: `drysend does not follow ${what}`,
});
