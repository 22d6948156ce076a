/** The roster's rows: what became of each message and event, read from the journal entry by entry. */
import type { Entry } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import { detailOf, valueReadIn } from './detail.ts';

/** `waiting`: neither sent nor ended when the journal ends; `nothing`: a person for whom nothing was sent at all. */
type Outcome = 'sent' | 'error' | 'skipped' | 'waiting' | 'nothing';

/** What one `sent`, `error` or `skipped` entry says, or a message that still waits at the end. */
export interface RosterRow {
  /** Line of the journal that says so; of a waiting message the line that made it. None of `nothing`. */
  readonly seq?: number;
  readonly at?: Instant;
  readonly outcome: Outcome;
  /** `alert visit` */
  readonly cause: string;
  /** Key of the case it is about. */
  readonly case?: string | undefined;
  /** Key of the contact, else of the recipient as the alert names it. */
  readonly to?: string | undefined;
  /** Digits without plus. */
  readonly number?: string | undefined;
  readonly address?: string | undefined;
  readonly channel?: 'sms' | 'email' | undefined;
  readonly gateway?: string | undefined;
  readonly language?: string | undefined;
  /** Error code, or the reason for not sending, or for waiting. */
  readonly reason?: string | undefined;
  /** Of what was skipped: `edd: a value`, `no edd`. */
  readonly detail?: string | undefined;
  /** The value that was read where the reason wants another. */
  readonly found?: string | undefined;
  readonly due?: Instant | undefined;
  readonly segments?: number | undefined;
  /** Subject of an email, text of an SMS. */
  readonly text?: string | undefined;
}

/** Who it is about: the contact, else the case, else the number or address. */
export function personOf({
  to,
  case: record,
  number,
  address,
}: Partial<Pick<RosterRow, 'outcome' | 'cause' | 'to' | 'case' | 'number' | 'address'>>): string {
  return to ?? record ?? (number === undefined ? (address ?? '') : `+${number}`);
}

/** `alert visit`, `broadcast meeting`, `keyword FEVER`, `default reply`; undefined where the entry does not say. */
export function causeOf({ alert, broadcast, keyword, survey, cause, name }: Entry): string | undefined {
  if (alert !== undefined) return causeOfAlert(alert);
  if (broadcast !== undefined) return `broadcast ${broadcast}`;
  if (keyword !== undefined) return `keyword ${keyword}`;
  if (survey !== undefined) return `survey ${survey}`;
  if (cause === undefined) return undefined;
  const words = cause.replaceAll('_', ' ');
  return name === undefined || name === cause ? words : `${words} ${name}`;
}

/** Entries in a row are mostly of one alert: a name made anew each time would have to be hashed anew, too. */
let lastAlert = '';
let lastCause = 'alert ';

export function causeOfAlert(alert: string): string {
  if (alert !== lastAlert) {
    lastAlert = alert;
    lastCause = `alert ${alert}`;
  }
  return lastCause;
}

/** The row of an entry that ends something; undefined for all others. */
export function rowOf(seq: number, entry: Entry): RosterRow | undefined {
  switch (entry.kind) {
    case 'sent':
    case 'error':
      return messageRow(seq, entry, entry.kind, entry.code);
    case 'skipped':
      return {
        seq,
        at: entry.at,
        outcome: 'skipped',
        cause: causeOf(entry) ?? '',
        case: entry.case,
        to: entry.recipient,
        reason: entry.reason,
        detail: detailOf(entry),
        found: valueReadIn(entry),
        due: entry.due,
      };
    default:
      return undefined;
  }
}

/** A queued message that is still open when the journal ends, and why. */
export const waitingRow = (seq: number, queued: Entry, reason: string | undefined): RosterRow =>
  messageRow(seq, queued, 'waiting', reason);

function messageRow(
  seq: number,
  entry: Entry,
  outcome: RosterRow['outcome'],
  reason: string | undefined,
): RosterRow {
  return {
    seq,
    at: entry.at,
    outcome,
    cause: causeOf(entry) ?? '',
    case: entry.case,
    to: entry.to,
    number: entry.number,
    address: entry.address,
    channel: entry.channel,
    gateway: entry.via,
    language: entry.language,
    reason,
    found: outcome === 'error' ? valueReadIn(entry) : undefined,
    due: entry.due,
    segments: entry.segments,
    text: entry.subject ?? entry.text,
  };
}
