import type { Problem } from '../../scenario/problem.ts';

/** A request that cannot be carried out; nothing was changed by it. */
export class RequestProblem extends Error {
  readonly status: number;
  readonly found: string;
  readonly wanted: string;
  readonly hint: string | undefined;
  /** Everything that is wrong, when it is more than one thing. */
  readonly problems: readonly Problem[];

  constructor(
    status: number,
    found: string,
    wanted: string,
    hint?: string,
    problems: readonly Problem[] = [],
  ) {
    super(found);
    this.name = 'Refusal';
    this.status = status;
    this.found = found;
    this.wanted = wanted;
    this.hint = hint;
    this.problems = problems;
  }
}

/** What the scenario's reader had to say, as an answer to who asked. */
export function requestProblemOf(problems: readonly Problem[]): RequestProblem {
  const first = problems[0];
  return new RequestProblem(
    422,
    first?.found ?? 'no story in the text',
    first?.wanted ?? 'a scenario',
    first?.hint,
    problems,
  );
}
