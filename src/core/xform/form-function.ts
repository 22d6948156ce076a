import type { Args } from './function-args.ts';
import type { Result } from './scope.ts';

/** A function of a form's expressions. */
export interface FormFunction {
  /** The fewest and the most arguments. */
  readonly args: readonly [number, number];
  readonly apply: (args: Args) => Result;
}

/** As many arguments as an expression may hold. */
export const MANY = 1_000;
