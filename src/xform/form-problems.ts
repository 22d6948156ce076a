/** Something in a form that its author can mend. */
export interface FormProblem {
  /** From 1. */
  readonly line: number;
  readonly found: string;
  readonly wanted: string;
  readonly hint?: string;
}

/** Something of a form that is not played; the rest of it is. */
export interface FormWarning {
  readonly line: number;
  readonly message: string;
}

/** What stops the reading of a form. */
export class FormProblems extends Error {
  override readonly name = 'FormProblems';
  readonly problems: readonly FormProblem[];

  constructor(problems: readonly FormProblem[]) {
    super(problems.map(({ line, found }) => `${line}: ${found}`).join('\n'));
    this.problems = problems;
  }
}

/** Problems and warnings that one reading keeps of each; the rest of a hopeless form is not named. */
const KEPT_MAX = 100;

/** Collects what is wrong with a form, each thing once. */
export class FormFindings {
  readonly problems: FormProblem[] = [];
  readonly warnings: FormWarning[] = [];

  problem(line: number, found: string, wanted: string, hint?: string): undefined {
    const isKnown = this.problems.some((one) => one.line === line && one.found === found);
    if (isKnown || this.problems.length >= KEPT_MAX) return undefined;
    this.problems.push({ line, found, wanted, ...(hint === undefined ? {} : { hint }) });
    return undefined;
  }

  warning(line: number, message: string): void {
    if (this.warnings.length < KEPT_MAX) this.warnings.push({ line, message });
  }
}

/** A text in a message: on one line, not too long. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return `"${line.length > 80 ? `${line.slice(0, 77)}…` : line}"`;
}
