import type { Because, ZoneEvidence } from '../model/because.ts';
import type { Cause, EntryDraft, EntryOf, Reason } from '../model/entry.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Instant } from '../model/instant.ts';
import type { Zone } from '../time/zone.ts';
import type { Party } from './records.ts';

/** What made a message, and what it is about: one for all messages of one event and case. */
export interface Origin {
  readonly cause: Cause;
  /** Key of the alert, broadcast, keyword or survey; the cause itself when it has none. */
  readonly name: string;
  readonly case: string | undefined;
  readonly event: number | undefined;
  readonly iteration: number | undefined;
  /** undefined: not scheduled, caused at the instant it is made. */
  readonly due: Instant | undefined;
  readonly project: string;
  /** The zone in force for the send. */
  readonly zone: Zone;
  readonly zoneBecause: ZoneEvidence;
}

/** A send made ready, waiting in the queue. Changed only while it is processed. */
export interface Message {
  readonly slot: number;
  /** Order of queueing, from 1. */
  readonly rank: number;
  readonly id: string;
  readonly channel: 'sms' | 'email';
  readonly origin: Origin;
  readonly party: Party;
  /** Digits; undefined for email. */
  readonly number: string | undefined;
  readonly address: string | undefined;
  /** Chosen at enqueue; else when it is processed, afresh each time. */
  gateway: Gateway | undefined;
  readonly isRouted: boolean;
  readonly language: string | undefined;
  /** The wire text: clean-up changes it. */
  text: string;
  readonly subject: string | undefined;
  readonly html: string | undefined;
  because: Because;
  readonly queuedAt: Instant;
  processAt: Instant;
  /** Failed hand-overs so far. */
  attempts: number;
  readonly ignoreOptOut: boolean;
  readonly isChat: boolean;
  readonly forwarded: boolean;
  /** It replies to a wrong answer to a survey. */
  readonly repliesToInvalidAnswer: boolean;
  /** Why it waits, while it waits; the instant its waiting steps are counted from. */
  hold: { readonly reason: Reason; readonly from: Instant } | undefined;
  /** Sender number of the hand-over under way. */
  from: string | undefined;
  /** How many of it gateways accepted; undefined: none yet. */
  copies?: 'one' | 'several';
}

/** The key of the cause is also given under its own name. */
export function causeFields({ cause, name }: Origin): CauseFields {
  switch (cause) {
    case 'alert':
      return { cause, name, alert: name };
    case 'broadcast':
      return { cause, name, broadcast: name };
    case 'keyword':
      return { cause, name, keyword: name };
    case 'survey':
      return { cause, name, survey: name };
    default:
      return { cause, name };
  }
}

type CauseFields = Pick<EntryOf<'error'>, 'cause' | 'name' | 'alert' | 'broadcast' | 'keyword' | 'survey'>;

/** How a message was sent, beside what it is. */
export type SentFields = Pick<
  EntryOf<'sent'>,
  'from_number' | 'segments' | 'hq_parts' | 'encoding' | 'attempts' | 'local'
>;

/** How a message failed, beside what it is. */
export type ErrorFields = Pick<EntryOf<'error'>, 'code' | 'detail' | 'level' | 'attempts'>;

/** One literal, as `sentEntry`: there are hardly any other entries, and a spread would make each of them twice. */
export function queuedEntry(message: Message): EntryDraft {
  const { origin } = message;
  const { cause, name } = origin;
  return {
    kind: 'queued',
    id: message.id,
    channel: message.channel,
    to: message.party.key,
    number: message.number,
    address: message.address,
    via: message.gateway?.name,
    language: message.language,
    text: message.text,
    subject: message.subject,
    html: message.html,
    case: origin.case,
    cause,
    name,
    alert: cause === 'alert' ? name : undefined,
    broadcast: cause === 'broadcast' ? name : undefined,
    keyword: cause === 'keyword' ? name : undefined,
    survey: cause === 'survey' ? name : undefined,
    event: origin.event,
    iteration: origin.iteration,
    due: origin.due,
    because: message.because,
  };
}

export function sentEntry(message: Message, fields: SentFields): EntryDraft {
  const { origin } = message;
  const { cause, name } = origin;
  return {
    kind: 'sent',
    id: message.id,
    channel: message.channel,
    to: message.party.key,
    number: message.number,
    address: message.address,
    via: message.gateway?.name,
    language: message.language,
    text: message.text,
    subject: message.subject,
    html: message.html,
    case: origin.case,
    cause,
    name,
    alert: cause === 'alert' ? name : undefined,
    broadcast: cause === 'broadcast' ? name : undefined,
    keyword: cause === 'keyword' ? name : undefined,
    survey: cause === 'survey' ? name : undefined,
    event: origin.event,
    iteration: origin.iteration,
    due: origin.due,
    because: message.because,
    from_number: fields.from_number,
    segments: fields.segments,
    hq_parts: fields.hq_parts,
    encoding: fields.encoding,
    attempts: fields.attempts,
    local: fields.local,
  };
}

export const errorEntry = (message: Message, fields: ErrorFields): EntryDraft => ({
  kind: 'error',
  ...messageFields(message),
  ...fields,
});

/** The fields of `queued`, which `error` repeats. */
function messageFields(message: Message) {
  const { origin } = message;
  const { cause, name } = origin;
  return {
    id: message.id,
    channel: message.channel,
    to: message.party.key,
    number: message.number,
    address: message.address,
    via: message.gateway?.name,
    language: message.language,
    text: message.text,
    subject: message.subject,
    html: message.html,
    case: origin.case,
    cause,
    name,
    alert: cause === 'alert' ? name : undefined,
    broadcast: cause === 'broadcast' ? name : undefined,
    keyword: cause === 'keyword' ? name : undefined,
    survey: cause === 'survey' ? name : undefined,
    event: origin.event,
    iteration: origin.iteration,
    due: origin.due,
    because: message.because,
  };
}
