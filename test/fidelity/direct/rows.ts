/** Rows of lives.jsonl and transitions.json: what HQ's own code did with a case, a rule and a schedule. */
import { readFileSync } from 'node:fs';

/** HQ's recipient: its kind and its id, such as `['CommCareUser', 'user:u1']` or `['Self', null]`. */
export type RowRecipient = readonly [string, string | null];

export interface RowInstance {
  readonly recipient_type: string;
  readonly recipient: string | null;
  readonly current_event_num: number;
  readonly schedule_iteration_num: number;
  readonly next_event_due: string;
  readonly active: boolean;
  readonly start_date?: string;
  readonly last_reset_case_property_value?: string;
}

export interface RowEvent {
  readonly minutes_to_wait?: number;
  readonly day?: number;
  readonly time?: string;
  readonly window_length_minutes?: number;
  readonly time_from_case_property?: string;
}

export interface RowSchedule {
  readonly kind: 'alert' | 'timed';
  readonly active: boolean;
  readonly repeat_every?: number;
  readonly total_iterations?: number;
  readonly start_offset?: number;
  readonly start_day_of_week?: number;
  readonly stop_date_case_property_name?: string | null;
  readonly use_utc_as_default_timezone?: boolean;
  readonly events: readonly RowEvent[];
}

export interface RowCriterion {
  readonly property?: string;
  readonly match_type?: string;
  readonly value?: string | null;
  readonly closed_parent?: boolean;
  readonly identifier?: string;
  readonly custom?: string;
}

interface RowSend {
  /** `case`, or the id of a user. */
  readonly to: string;
  readonly due: string;
  readonly at: string;
  readonly event_num: number;
}

interface Told {
  readonly now: string;
  readonly sends: readonly RowSend[];
  readonly instances: readonly RowInstance[];
}

export type LifeOp = Told &
  (
    | { readonly op: 'update_case'; readonly set: Readonly<Record<string, string>> }
    | { readonly op: 'close_case' }
    | { readonly op: 'advance'; readonly from: string; readonly to: string; readonly outage: boolean }
    | { readonly op: 'edit_schedule_and_run_rule'; readonly schedule: RowSchedule }
    | { readonly op: 'edit_recipients_and_run_rule'; readonly recipients: readonly RowRecipient[] }
  );

export interface LifeRow {
  readonly id: string;
  readonly project_tz: string;
  readonly schedule: RowSchedule;
  readonly rule: {
    readonly case_type: string;
    readonly criteria: readonly RowCriterion[];
    readonly recipients: readonly RowRecipient[];
    readonly user_time_zones: Readonly<Record<string, string | null>>;
    readonly reset_case_property_name: string | null;
    readonly start_date_case_property: string | null;
    readonly specific_start_date: string | null;
  };
  readonly ops: readonly LifeOp[];
  readonly tzdata_sensitive?: boolean;
  readonly ambiguous_model_instance?: boolean;
}

/** At most so many due events were handled in one advance of a row; what follows is then unknown. */
const HANDLED_MAX = 60;

/** The lives that say what must happen, each as far as it says it. */
export function lifeRows(): LifeRow[] {
  const text = readFileSync(new URL('../../vectors/lives.jsonl', import.meta.url), 'utf8');
  const rows = text
    .trim()
    .split('\n')
    .map((line): LifeRow => JSON.parse(line));
  return rows
    .filter((row) => !row.tzdata_sensitive && !row.ambiguous_model_instance)
    .map((row) => ({ ...row, ops: toldOps(row.ops) }));
}

/** Nothing counts from an advance on that reached the bound, or met an event due as the outage ended. */
function toldOps(ops: readonly LifeOp[]): readonly LifeOp[] {
  const end = ops.findIndex(
    (op) => op.op === 'advance' && (op.sends.length >= HANDLED_MAX || (op.outage && isDueAt(op, op.to))),
  );
  return end < 0 ? ops : ops.slice(0, end);
}

const isDueAt = ({ sends, instances }: Told, at: string): boolean =>
  sends.some(({ due }) => due === at) || instances.some(({ next_event_due: due }) => due === at);

export interface TransitionRow {
  readonly id: string;
  readonly kind: 'transition';
  readonly project_tz: string;
  readonly schedules: readonly RowSchedule[];
  readonly rules?: readonly {
    readonly case_type: string;
    readonly criteria: readonly RowCriterion[];
    readonly action: {
      readonly recipients: readonly RowRecipient[];
      readonly reset_case_property_name?: string;
      readonly start_date_case_property?: string;
      readonly specific_start_date?: string;
      readonly scheduler_module_info?: { readonly visit_number: number; readonly window_position: string };
    };
  }[];
  readonly before: readonly RowInstance[];
  readonly now: string;
  readonly trigger: {
    readonly type: string;
    readonly recipients?: readonly RowRecipient[];
    readonly start_date?: string | null;
    readonly properties?: Readonly<Record<string, string>>;
  };
  readonly case?: RowCase;
  readonly expect: {
    readonly instances: readonly RowInstance[];
    readonly active_after: boolean;
    readonly content_sent?: boolean;
  };
}

export interface RowCase {
  readonly type: string;
  readonly closed: boolean;
  readonly properties: Readonly<Record<string, string>>;
  readonly server_modified_on?: string;
  readonly indices?: readonly {
    readonly identifier: string;
    readonly relationship: 'child' | 'extension';
    readonly case: RowCase;
  }[];
}

export interface CriteriaRow {
  readonly id: string;
  readonly kind: 'criteria_match';
  readonly rule: {
    readonly case_type: string;
    readonly filter_on_server_modified: boolean;
    readonly server_modified_boundary: number | null;
    readonly criteria_operator: 'ALL' | 'ANY';
    readonly criteria: readonly RowCriterion[];
  };
  readonly case: RowCase;
  readonly now: string;
  readonly expect: { readonly matches: boolean };
}

export interface StopDateRow {
  readonly id: string;
  readonly kind: 'stop_date_check';
  readonly project_tz: string;
  readonly use_utc_as_default_timezone: boolean;
  readonly stop_date_case_property_name: string | null;
  readonly case_properties: Readonly<Record<string, string>>;
  readonly next_event_due: string;
  readonly expect: { readonly deactivation_condition_reached: boolean };
}

export interface VisitRow {
  readonly kind: 'visit_window';
  readonly visit: { readonly due: number; readonly starts: number; readonly expires: number };
  readonly visit_due_date: string;
  readonly window_position: 'WINDOW_START' | 'WINDOW_DUE_DATE' | 'WINDOW_END';
  readonly expect: { readonly start_date: string };
}

/** The rows of transitions.json that are of one kind. */
export function transitionRows<T extends { readonly kind: string }>(kind: T['kind']): T[] {
  const text = readFileSync(new URL('../../vectors/transitions.json', import.meta.url), 'utf8');
  const rows: T[] = JSON.parse(text);
  return rows.filter((row) => row.kind === kind);
}

/** The kinds of rows there are. */
export function transitionKinds(): Set<string> {
  const text = readFileSync(new URL('../../vectors/transitions.json', import.meta.url), 'utf8');
  const rows: readonly { readonly kind: string }[] = JSON.parse(text);
  return new Set(rows.map(({ kind }) => kind));
}
