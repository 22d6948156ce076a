import type { SourceLocation } from './expectation.ts';
import type { DayNumber } from './instant.ts';
import type { Schedule } from './schedule.ts';

/** A conditional alert: rule, recipients, start and schedule. */
export interface Alert {
  readonly kind: 'alert';
  readonly key: string;
  /** undefined: the scenario's own. */
  readonly project?: string;
  readonly caseType: string;
  readonly rule: Rule;
  readonly to: readonly RecipientRef[];
  readonly userData: UserDataFilter;
  readonly start: StartRule;
  readonly stopProperty?: string;
  readonly restartProperty?: string;
  readonly defaultLanguage?: string;
  readonly utcDefault: boolean;
  readonly active: boolean;
  readonly metadata: ReadonlyMap<string, string>;
  readonly schedule: Schedule;
  /** Where the file says all this; undefined: made without a file. */
  readonly source?: SourceLocation | undefined;
}

/** A broadcast: schedule and recipients without a case. */
export interface Broadcast {
  readonly kind: 'broadcast';
  readonly key: string;
  /** undefined: the scenario's own. */
  readonly project?: string;
  readonly to: readonly RecipientRef[];
  readonly userData: UserDataFilter;
  readonly start: StartRule;
  readonly defaultLanguage?: string;
  readonly utcDefault: boolean;
  readonly active: boolean;
  readonly metadata: ReadonlyMap<string, string>;
  readonly schedule: Schedule;
  /** Where the file says all this; undefined: made without a file. */
  readonly source?: SourceLocation | undefined;
}

/**
 * HQ's user_data_filter: every key must be in the user's data, or in that of the user case, and share a value. A
 * value `{property}` is that property of the alert's case. Empty: no filter.
 */
export interface UserDataFilter {
  readonly of: 'user' | 'user_case';
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export const noUserDataFilter: UserDataFilter = { of: 'user', values: new Map() };

export interface Rule {
  readonly operator: 'ALL' | 'ANY';
  readonly criteria: readonly Criterion[];
}

/** One criterion; `property` may walk `parent/` and `host/`. */
export type Criterion =
  | { readonly kind: 'equal' | 'not_equal' | 'matches'; readonly property: string; readonly value: string }
  | { readonly kind: 'has_value' | 'has_no_value'; readonly property: string }
  | {
      readonly kind: 'before' | 'after' | 'at_most' | 'more_than';
      readonly property: string;
      readonly days: number;
    }
  | { readonly kind: 'owner_location'; readonly location: string; readonly descendants: boolean }
  | { readonly kind: 'not_modified_for'; readonly days: number }
  | { readonly kind: 'parent_closed'; readonly identifier: string };

export type StartRule =
  | { readonly kind: 'automatic' }
  | { readonly kind: 'property'; readonly property: string }
  | { readonly kind: 'date'; readonly day: DayNumber }
  | { readonly kind: 'visit'; readonly visit: VisitStart };

/** HQ's visit scheduler: see docs/hq/scheduling.md#s5-5. Days may be negative. */
export interface VisitStart {
  /** The form's phase in the module, from 1, held against the case property current_schedule_phase. */
  readonly phase: number;
  /** The case property that holds the phase's anchor date. */
  readonly anchorProperty: string;
  /** Days from the anchor to the visit. */
  readonly due: number;
  /** Days from the due date to the window's start (often negative). */
  readonly starts: number;
  /** Days from the due date to the window's end; null: not set. */
  readonly expires: number | null;
  readonly at: 'window_start' | 'due_date' | 'window_end';
  readonly repeats: boolean;
}

/** Who an alert or broadcast names; expanded to contacts when it sends. */
export type RecipientRef =
  | {
      readonly kind:
        | 'case'
        | 'owner'
        | 'parent'
        | 'children'
        | 'last_submitting_user'
        | 'host_owner_location'
        | 'host_owner_location_parent'
        | 'case_owner_location_parent';
    }
  | { readonly kind: 'case_key' | 'user' | 'web_user' | 'group' | 'case_group'; readonly key: string }
  | {
      readonly kind: 'location';
      readonly key: string;
      readonly descendants: boolean;
      readonly types: readonly string[];
    }
  | {
      readonly kind: 'user_property' | 'user_id_property' | 'email_property';
      readonly property: string;
    };
