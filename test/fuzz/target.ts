/** What is fuzzed: a door of drysend, inputs to begin with, and what must hold whatever comes in. */

/** A number from 0 to 1; the same row of them for the same seed. */
export type Random = () => number;

export interface Target {
  readonly name: string;
  /** Each character of an input is one byte; otherwise inputs are texts. */
  readonly isBytes?: boolean;
  /** Inputs that are sound or nearly so: mutations begin with them. */
  seeds(): readonly string[];
  /** What a mutation may put in: keys, marks and values that mean something here. */
  readonly words: readonly string[];
  /** Makes an input that no mutation would find, of a number that decides it. */
  readonly made?: (seed: number) => string;
  /** Inputs that are tried side by side, where each waits for sockets; default 1. */
  readonly atOnce?: number;
  open(): Promise<OpenTarget>;
}

export interface OpenTarget {
  /** @throws Error when a rule is broken: what is wrong with an input is an answer, never an error. */
  run(input: string): void | Promise<void>;
  /** Every few hundred inputs: looks whether others are still served, and clears what is kept on purpose. */
  rest?(): Promise<void>;
  close?(): Promise<void>;
}

/** A rule of a target that an input has broken. */
export class BrokenRule extends Error {}

export function must(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new BrokenRule(rule);
}
