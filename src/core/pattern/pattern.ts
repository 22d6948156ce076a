/**
 * The one place where a pattern that was given is made ready and tried: in time that grows with pattern
 * times text, whoever wrote it.
 */
import { type Extent, walked } from './match.ts';
import { InvalidPattern, UnsupportedPattern } from './nodes.ts';
import { type Dialect, parsePattern } from './parser.ts';
import { programOf, type Step } from './program.ts';

/** A pattern ready to be tried. */
export interface Pattern {
  readonly kind: 'pattern';
  /** Whether it matches; undefined: the match took more work than one may, and was given up. */
  tries(text: string): boolean | undefined;
  /** The same, with the steps of the pattern and the work that the match took. */
  counts(text: string): {
    readonly matches: boolean | undefined;
    readonly steps: number;
    readonly work: number;
  };
}

/** Invalid: the dialect has no such pattern. Refused: it has, and we do not follow one with what `why` names. */
export type PatternProblem = { readonly kind: 'invalid' | 'refused'; readonly why: string };

export interface PatternKind {
  readonly dialect: Dialect;
  readonly extent: Extent;
  /** Letters of `i`, `m`, `s`. */
  readonly flags?: string;
}

/** How long a pattern may be, and of how many steps, counted repeats written out. */
const LENGTH_MAX: Readonly<Record<Dialect, number>> = { python: 2_000, ecmascript: 500 };
const STEPS_MAX: Readonly<Record<Dialect, number>> = { python: 20_000, ecmascript: 2_000 };
const REMEMBERED_MAX = 500;

const remembered = new Map<string, Pattern | PatternProblem>();

/** Reads a pattern, once for all who give the same. */
export function patternOf(source: string, kind: PatternKind): Pattern | PatternProblem {
  if (source.length > LENGTH_MAX[kind.dialect]) {
    return { kind: 'refused', why: `more than ${LENGTH_MAX[kind.dialect]} characters` };
  }
  const key = `${kind.dialect} ${kind.extent} ${kind.flags ?? ''} ${source}`;
  const known = remembered.get(key);
  if (known) return known;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  const pattern = compiled(source, kind);
  remembered.set(key, pattern);
  return pattern;
}

function compiled(source: string, { dialect, extent, flags }: PatternKind): Pattern | PatternProblem {
  try {
    return ready(programOf(parsePattern(source, dialect, flags), STEPS_MAX[dialect]), extent);
  } catch (problem) {
    if (problem instanceof InvalidPattern) return { kind: 'invalid', why: problem.message };
    if (problem instanceof UnsupportedPattern) return { kind: 'refused', why: problem.message };
    throw problem;
  }
}

function ready(steps: readonly Step[], extent: Extent): Pattern {
  const count = stepsOf(steps);
  return {
    kind: 'pattern',
    tries: (text) => walked(steps, text, extent).matches,
    counts: (text) => ({ ...walked(steps, text, extent), steps: count }),
  };
}

/** The steps of the looks among them too. */
const stepsOf = (steps: readonly Step[]): number =>
  steps.reduce((sum, step) => sum + 1 + (step.kind === 'look' ? stepsOf(step.look.steps) : 0), 0);
