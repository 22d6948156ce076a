import type { Instant } from './instant.ts';

/**
 * One line of the journal, before it gets its `seq`. Instants are numbers here and ISO 8601 UTC with
 * milliseconds on paper. The order of a line's keys is `fieldOrder`; a key without a value is left out.
 */
export interface Entry {
  readonly at: Instant;
  readonly kind: EntryKind;
  readonly case?: string | undefined;
  readonly changed?: readonly string[] | undefined;
  readonly what?: string | undefined;
  readonly name?: string | undefined;
  readonly alert?: string | undefined;
  readonly broadcast?: string | undefined;
  readonly keyword?: string | undefined;
  readonly survey?: string | undefined;
  readonly recipient?: string | undefined;
  /** From 0, as in HQ. */
  readonly event?: number | undefined;
  /** From 1, as in HQ. */
  readonly iteration?: number | undefined;
  readonly due?: Instant | undefined;
  readonly reason?: Reason | undefined;
  readonly detail?: string | Readonly<Record<string, unknown>> | undefined;
  readonly id?: string | undefined;
  readonly channel?: 'sms' | 'email' | undefined;
  readonly to?: string | undefined;
  /** Digits without plus. */
  readonly number?: string | undefined;
  readonly address?: string | undefined;
  readonly via?: string | undefined;
  readonly language?: string | undefined;
  readonly text?: string | undefined;
  readonly subject?: string | undefined;
  readonly html?: string | undefined;
  readonly cause?: Cause | undefined;
  readonly because?: Because | undefined;
  readonly from_number?: string | undefined;
  readonly segments?: number | undefined;
  readonly hq_parts?: number | undefined;
  readonly encoding?: 'GSM-7' | 'UCS-2' | undefined;
  readonly attempts?: number | undefined;
  /** ISO 8601 with the offset of the recipient's zone. */
  readonly local?: string | undefined;
  readonly attempt?: number | undefined;
  readonly answer?: string | undefined;
  readonly retry_at?: Instant | undefined;
  readonly until?: Instant | undefined;
  readonly code?: string | undefined;
  readonly level?: 'event' | 'message' | undefined;
  readonly status?: string | undefined;
  readonly contact?: string | undefined;
  readonly handled_by?: string | undefined;
  readonly message_id?: string | undefined;
  /** null: nobody owns it now. */
  readonly owner?: string | null | undefined;
  /** Who asked for the number and did not get it. */
  readonly refused?: string | undefined;
  readonly direction?: 'in' | 'out' | undefined;
  readonly state?: string | undefined;
  readonly answers?: Readonly<Record<string, string>> | undefined;
  readonly message?: string | undefined;
  readonly hint?: string | undefined;
  readonly about?: Readonly<Record<string, string>> | undefined;
}

export type EntryKind =
  | 'registered'
  | 'updated'
  | 'closed'
  | 'reopened'
  | 'deleted'
  | 'setting'
  | 'armed'
  | 'rearmed'
  | 'disarmed'
  | 'skipped'
  | 'queued'
  | 'sent'
  | 'attempt'
  | 'held'
  | 'error'
  | 'receipt'
  | 'inbound'
  | 'ownership'
  | 'opt'
  | 'survey'
  | 'warning';

export type Cause =
  | 'alert'
  | 'broadcast'
  | 'keyword'
  | 'survey'
  | 'default_reply'
  | 'opt_in'
  | 'opt_out'
  | 'verification'
  | 'registration'
  | 'forward'
  | 'chat'
  | 'system';

export type Reason =
  | 'rule_not_true'
  | 'bad_date'
  | 'past_start'
  | 'start_shifted'
  | 'week_lost'
  | 'month_skipped'
  | 'overtaken'
  | 'same_due'
  | 'stale'
  | 'stop_date'
  | 'schedule_finished'
  | 'copied_finished'
  | 'alert_off'
  | 'alert_deleted'
  | 'case_closed'
  | 'case_deleted'
  | 'recipient_gone'
  | 'empty_text'
  | 'no_recipient_filter'
  | 'sending_hours'
  | 'daily_limit'
  | 'rate'
  | 'conversation'
  | 'no_gateway';

/** Which rule chose the zone, the language, the number and the gateway. */
export interface Because {
  /** `Asia/Kolkata: the project's` — the zone's name, a colon, where it came from. */
  readonly zone?: string | undefined;
  readonly language?: string | undefined;
  readonly number?: string | undefined;
  readonly gateway?: string | undefined;
}

const subject = ['alert', 'broadcast'] as const;
const cause = ['cause', 'name', 'alert', 'broadcast', 'keyword', 'survey'] as const;
const queued = [
  'id',
  'channel',
  'to',
  'number',
  'address',
  'via',
  'language',
  'text',
  'subject',
  'html',
  'case',
  ...cause,
  'event',
  'iteration',
  'due',
  'because',
] as const;
const saved = ['case', 'changed'] as const;
const armed = [...subject, 'case', 'recipient', 'event', 'iteration', 'due', 'reason', 'detail'] as const;

/** The keys of each kind of line after `seq`, `at` and `kind`, in the order they are written. */
export const fieldOrder: Readonly<Record<EntryKind, readonly (keyof Entry)[]>> = {
  registered: saved,
  updated: saved,
  closed: saved,
  reopened: saved,
  deleted: saved,
  setting: ['what', 'name', 'changed'],
  armed,
  rearmed: armed,
  disarmed: armed,
  skipped: armed,
  queued,
  sent: [...queued, 'from_number', 'segments', 'hq_parts', 'encoding', 'attempts', 'local'],
  attempt: ['id', 'via', 'attempt', 'answer', 'retry_at'],
  held: ['id', 'reason', 'until'],
  error: [...queued, 'code', 'detail', 'level', 'attempts'],
  receipt: ['id', 'status', 'code', 'via'],
  inbound: ['number', 'via', 'text', 'contact', 'handled_by', 'message_id'],
  ownership: ['number', 'owner', 'refused'],
  opt: ['number', 'direction'],
  survey: ['survey', 'contact', 'state', 'answers'],
  warning: ['code', 'message', 'hint', 'about'],
};
