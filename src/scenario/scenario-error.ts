import { describeProblems } from './describe.ts';
import type { Problem } from './problem.ts';

/** A scenario that cannot be run; its message shows every problem with its place and its cure. */
export class ScenarioError extends Error {
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[] = []) {
    super(message);
    this.name = 'ScenarioError';
    this.problems = problems;
  }

  /** From what the loader found wrong in a file. */
  static from(problems: readonly Problem[], texts: ReadonlyMap<string, string>): ScenarioError {
    return new ScenarioError(describeProblems(problems, texts), problems);
  }
}
