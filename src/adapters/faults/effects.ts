import type { LaterReceipt } from '../../core/model/answer.ts';
import type { RejectionReason } from '../../core/model/wire.ts';
import type { MessageAttempt } from './attempts.ts';

export type ConnectionMode =
  | 'refuse'
  | 'reset'
  | 'close'
  | 'hang'
  | 'truncate'
  | 'short_body'
  | 'garbage'
  | 'bad_chunk'
  | 'drip';

/** Where a mail server may misbehave, in the order of a session. */
export const smtpPlaces = [
  'connect',
  'ehlo',
  'starttls',
  'auth',
  'mail',
  'rcpt',
  'data',
  'dot',
  'quit',
] as const;
export type SmtpPlace = (typeof smtpPlaces)[number];

/** How the connection of one exchange fails. */
export interface BrokenConnection {
  readonly mode: ConnectionMode;
  readonly phase: 'before' | 'headers' | 'body';
  /** The fake accepts the message all the same. */
  readonly committed: boolean;
  /** The cut, in bytes of the body; undefined: half of it. */
  readonly bytes: number | undefined;
  /** Between drips. */
  readonly everyMs: number;
  /** A hang that ends after this time, after which the session goes on normally. */
  readonly holdMs?: number;
  /** Mail: at which command. */
  readonly at?: SmtpPlace;
}

/** A raw answer instead of the fake's own. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfterSeconds?: number;
  /** The SMTP command that is answered, in the gateway kind's words. */
  readonly smtpStage?: string;
  /** The same, in the words of a rule. */
  readonly at?: SmtpPlace;
}

/** What the fault rules of a gateway do to one hand-over. */
export interface FaultEffects {
  readonly connection?: BrokenConnection;
  /** Too fast: the kind's own temporary failure. */
  readonly throttled?: { readonly retryAfterSeconds: number | undefined };
  readonly raw?: RawAnswer;
  readonly reject?: RejectionReason;
  readonly receipts?: readonly LaterReceipt[];
  /** A mail that comes back after it was accepted. */
  readonly bounce?: { readonly afterMs: number; readonly code?: string };
  /** Capabilities that EHLO leaves out. */
  readonly hides?: readonly string[];
  /** A mail server pauses for this long at that command. */
  readonly pause?: { readonly at: SmtpPlace; readonly ms: number };
  readonly delayMs: number;
  /** The rules that act, as `id/action`, in their order. */
  readonly by?: readonly string[];
}

/** Effects while the rules are being evaluated. */
export type MutableEffects = { -readonly [K in keyof FaultEffects]: FaultEffects[K] };

/** No rule matched. */
export const NO_FAULT: FaultEffects = { delayMs: 0 };

/** The result of evaluating the fault rules for a request. */
export interface FaultMatch {
  readonly effects: FaultEffects;
  /** From 1: which attempt to send its message this is. */
  readonly attempt: number;
  /** undefined: the request submits no message, or its attempts are counted elsewhere. */
  readonly messageAttempt: MessageAttempt | undefined;
  /** How long the response takes: the gateway's latency, and the delays of rules. */
  readonly waitMs: number;
}

/** The request submits no message, so it is answered at once. */
export const NO_MATCH: FaultMatch = {
  effects: NO_FAULT,
  attempt: 1,
  messageAttempt: undefined,
  waitMs: 0,
};
