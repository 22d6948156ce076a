/** Rows of schedules.jsonl, and the schedules they describe in our own terms. */
import { readFileSync } from 'node:fs';
import type { Content } from '../../../src/core/model/content.ts';
import type { EventTime, Schedule } from '../../../src/core/model/schedule.ts';

export interface ScheduleRow {
  readonly id: string;
  readonly effective_tz: string;
  readonly schedule: RowSchedule;
  readonly start: { readonly start_date: string | null };
  readonly case_properties: Readonly<Record<string, string>>;
  readonly now: string;
  readonly created: RowState;
  readonly steps: readonly {
    readonly now: string;
    readonly due: RowDue;
    readonly sent: boolean;
    readonly after: RowState;
  }[];
  readonly expect: {
    readonly events: readonly RowDue[];
    readonly active_after: boolean;
    readonly final: RowState;
  };
  readonly random_minutes?: readonly number[];
  readonly tzdata_sensitive?: boolean;
  readonly ambiguous_model_instance?: boolean;
}

export interface RowState {
  readonly current_event_num: number;
  readonly schedule_iteration_num: number;
  readonly next_event_due: string;
  readonly active: boolean;
  readonly start_date?: string;
}

export interface RowDue {
  readonly utc: string;
  readonly local: string;
  readonly event_num: number;
  readonly iteration: number;
}

interface RowSchedule {
  readonly kind: string;
  readonly repeat_every?: number;
  readonly total_iterations?: number;
  readonly start_offset?: number;
  readonly start_day_of_week?: number;
  readonly events: readonly RowEvent[];
}

interface RowEvent {
  readonly minutes_to_wait?: number;
  readonly day?: number;
  readonly type?: string;
  readonly time?: string;
  readonly window_length?: number;
  readonly case_property?: string;
}

const content: Content = { kind: 'custom', texts: [] };

export function scheduleRows(): ScheduleRow[] {
  const text = readFileSync(new URL('../../vectors/schedules.jsonl', import.meta.url), 'utf8');
  const rows = text
    .trim()
    .split('\n')
    .map((line): ScheduleRow => JSON.parse(line));
  return rows.filter((row) => !row.tzdata_sensitive && !row.ambiguous_model_instance);
}

export function scheduleOf({ events, ...row }: RowSchedule): Schedule {
  if (row.repeat_every === undefined) {
    return {
      kind: 'alert',
      events: events.map((each) => ({ waitMinutes: each.minutes_to_wait ?? 0, content })),
    };
  }
  return {
    kind: 'timed',
    repeatEvery: row.repeat_every,
    totalIterations: row.total_iterations ?? 1,
    startOffset: row.start_offset ?? 0,
    startDayOfWeek: row.start_day_of_week ?? -1,
    events: events.map((each) => ({ day: each.day ?? 0, time: timeOf(each), content })),
  };
}

function timeOf({ type, time = '', window_length = 0, case_property = '' }: RowEvent): EventTime {
  if (type === 'case_property') return { kind: 'property', property: case_property };
  const second = secondOf(time);
  return type === 'random'
    ? { kind: 'random', second, windowMinutes: window_length }
    : { kind: 'fixed', second };
}

function secondOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}
