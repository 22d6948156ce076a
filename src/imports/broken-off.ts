import type { ImportProblem } from './importer.ts';

/** A file cannot be read on from where it is; what was read so far is no whole import. */
export class BrokenOff extends Error {
  readonly problem: ImportProblem;

  constructor(problem: ImportProblem) {
    super(problem.found);
    this.problem = problem;
  }
}
