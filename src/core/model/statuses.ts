/**
 * What HQ's message report shows of one SMS, and of one recipient of an event (docs/hq/contacts-and-messages.md#s3-1, #s3-5, #s3-6):
 * a table of words, so that reports and `why` say it as HQ does.
 */
import { codes } from './codes.ts';

/** The statuses of a messaging event and of each of its recipients. */
const eventStatuses = {
  PRG: 'In Progress',
  CMP: 'Completed',
  NOT: 'Not Completed',
  ERR: 'Error',
  SND: 'Email Sent',
  DEL: 'Email Delivered',
} as const;

export type EventStatus = keyof typeof eventStatuses;

/** One SMS as HQ's row has it. */
export interface SmsRow {
  readonly direction: 'I' | 'O' | string;
  readonly processed: boolean;
  readonly error: boolean;
  /** HQ's system_error_message: a code, the gateway's own words, or STATUS_PENDING. */
  readonly errorMessage?: string | undefined;
  readonly forwarded?: boolean;
  /** The gateway says that it was delivered. */
  readonly delivered?: boolean;
  readonly gatewayMessageId?: string | undefined;
}

/** The status of one SMS, in HQ's words. */
export function describeSmsStatus(row: SmsRow): string {
  if (row.error) return `Error - ${labelOf(row.errorMessage ?? '')}`;
  if (!row.processed) return 'Queued';
  if (row.direction === 'I') return 'Received';
  if (row.direction !== 'O') return 'Unknown';
  if (row.forwarded) return 'Forwarded';
  if (row.errorMessage === 'STATUS_PENDING') return `Sent - message ID: ${row.gatewayMessageId ?? ''}`;
  return row.delivered ? 'Delivered' : 'Sent';
}

/** The status of an event's recipient: `Error - No message available … <additional text>`. */
export function describeEventStatus(status: EventStatus, code?: string, additional?: string): string {
  const words = eventStatuses[status];
  if (status !== 'ERR') return words;
  const label = labelOf(code ?? 'SUBEVENT_ERROR');
  return `${words} - ${additional ? `${label} ${additional}` : label}`;
}

/** HQ's label of a code; a text that is no code, such as `Gateway error: 30007`, is its own label. */
export function labelOf(code: string): string {
  return Object.hasOwn(codes, code) ? codes[code as keyof typeof codes].label : code;
}
