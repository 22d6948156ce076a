/** One thing that a check finds before anything runs, and where it stands. */
import type { CaseSeed } from '../core/model/case.ts';
import type { SourceLocation } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import type { WarningCode } from '../core/model/warning-codes.ts';
import { NOTICES_PER_CODE_MAX } from '../imports/limits.ts';

export interface Finding {
  readonly code: WarningCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly about: Readonly<Record<string, string>>;
  /** Of a spreadsheet the line is the row. */
  readonly source: SourceLocation;
}

/** Takes each finding as it is made, so that memory does not grow with their number. */
export type Emit = (finding: Finding) => void;

/** `IMPORT_AND_MORE` stands for rows that another code does not list one by one: it counts as those. */
export function countOf({ code, about }: Finding): { readonly code: WarningCode; readonly count: number } {
  if (code !== 'IMPORT_AND_MORE') return { code, count: 1 };
  return { code: about.code as WarningCode, count: Number(about.count) - NOTICES_PER_CODE_MAX };
}

/** Where the thing that a warning is about stands; the story itself, where nothing nearer is known. */
export function sourceOfAbout(plan: Plan, about: Readonly<Record<string, string>>): SourceLocation {
  const { alert, broadcast, keyword, survey, case: key } = about;
  const found =
    (alert === undefined ? undefined : plan.alerts.find((one) => one.key === alert)?.source) ??
    (broadcast === undefined ? undefined : plan.broadcasts.find((one) => one.key === broadcast)?.source) ??
    (keyword === undefined ? undefined : plan.keywords.find((one) => one.key === keyword)?.source) ??
    (survey === undefined ? undefined : plan.surveys.get(survey)?.source) ??
    (key === undefined ? undefined : plan.cases.get(key)?.source);
  return found ?? plan.source;
}

/** `Amina (3bc36664-…)`, or the key alone. */
export const caseName = (plan: Plan, key: string): string => namedCase(key, plan.cases.get(key)?.name ?? '');

export function namedCase(key: string, given: string): string {
  const name = given.trim();
  return name === '' || name.toLowerCase() === key.toLowerCase() ? key : `${name} (${key})`;
}

/** A check that looks at each case once, with all others of its kind, as cases on a disk are read anew each time; then it says what it found. */
export interface CaseCheck {
  take(seed: CaseSeed): void;
  end(): void;
}
