import type { Rule } from './alert.ts';
import type { SourceLocation } from './expectation.ts';

/** A rule that changes cases: HQ's automatic case update rule (docs/hq/scheduling.md#s5-6). */
export interface UpdateRule {
  readonly key: string;
  /** Another project than the scenario's own, whose cases it changes. */
  readonly project?: string;
  readonly caseType: string;
  readonly rule: Rule;
  /** Property, or `parent/property` or `host/property` → what is written. */
  readonly set: ReadonlyMap<string, UpdateValue>;
  readonly close: boolean;
  readonly active: boolean;
  readonly source?: SourceLocation | undefined;
}

/** A literal text, or the value of another property of the case, which may walk `parent/` and `host/`. */
export type UpdateValue = { readonly value: string } | { readonly from: string };
