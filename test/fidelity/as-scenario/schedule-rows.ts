/** Rows of schedules.jsonl and local-to-utc.jsonl, as the scenarios need them. */
import { readFileSync } from 'node:fs';

export interface ScheduleState {
  readonly next_event_due: string;
  readonly active: boolean;
}

export interface ScheduleEvent {
  readonly minutes_to_wait?: number;
  readonly day?: number;
  readonly type?: string;
  readonly time?: string;
  readonly window_length?: number;
  readonly case_property?: string;
}

export interface RowSchedule {
  readonly kind: 'immediate' | 'custom_immediate' | 'daily' | 'weekly' | 'monthly' | 'custom_daily';
  readonly use_utc_as_default_timezone: boolean;
  readonly weekdays?: readonly number[];
  readonly repeat_every?: number;
  readonly total_iterations?: number;
  readonly start_offset?: number;
  readonly start_day_of_week?: number;
  readonly events: readonly ScheduleEvent[];
}

export interface ScheduleRow {
  readonly id: string;
  readonly project_tz: string;
  readonly schedule: RowSchedule;
  readonly start: { readonly start_date: string | null };
  readonly case_properties: Readonly<Record<string, string>>;
  readonly now: string;
  readonly created: ScheduleState;
  readonly steps: readonly {
    readonly now: string;
    readonly due: { readonly utc: string; readonly event_num: number };
    readonly sent: boolean;
    readonly after: ScheduleState;
  }[];
  readonly random_minutes?: readonly number[];
  readonly tzdata_sensitive?: boolean;
  readonly ambiguous_model_instance?: boolean;
}

export interface LocalTimeRow {
  readonly tz: string;
  /** `2005-09-29T23:00:00`. */
  readonly local: string;
  readonly utc: string;
  readonly tzdata_sensitive?: boolean;
  readonly ambiguous_model_instance?: boolean;
}

export const scheduleRows = (): ScheduleRow[] => rowsOf<ScheduleRow>('schedules.jsonl');
export const localTimeRows = (): LocalTimeRow[] => rowsOf<LocalTimeRow>('local-to-utc.jsonl');

interface Flagged {
  readonly tzdata_sensitive?: boolean;
  readonly ambiguous_model_instance?: boolean;
}

function rowsOf<T extends Flagged>(name: string): T[] {
  const text = readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8');
  const rows = text
    .trim()
    .split('\n')
    .map((line): T => JSON.parse(line));
  return rows.filter((row) => !row.tzdata_sensitive && !row.ambiguous_model_instance);
}
