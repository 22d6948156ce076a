import type { Code } from './codes.ts';
import type { Gateway } from './gateway.ts';
import type { Instant } from './instant.ts';

/** One hand-over of a message to its gateway: what the gateway's client would put on the wire. */
export interface Handover {
  readonly id: string;
  /** From 1. */
  readonly attempt: number;
  readonly at: Instant;
  readonly gateway: Gateway;
  readonly channel: 'sms' | 'email';
  /** Sender number as written, or undefined. */
  readonly from?: string;
  /** SMS: `+` and digits. Email: the address. */
  readonly to: string;
  /** SMS: the wire text. Email: the text body. */
  readonly text: string;
  readonly subject?: string;
  readonly html?: string;
  /** HQ's mark of a reply to a wrong answer to a survey: some clients send the words before a template on their own. */
  readonly repliesToInvalidAnswer?: boolean;
}

/** A delivery receipt that the fake sends of its own accord. */
export interface LaterReceipt {
  readonly status: string;
  readonly code?: string;
  /** Since the hand-over, not since its answer: a receipt may overtake a slow answer. */
  readonly afterMs: number;
  /** Whether a call that nobody takes is made again; undefined: as the kind does it. */
  readonly isRepeated?: boolean;
}

/** What every answer may say beside its kind. */
interface AnswerFields {
  /** How many copies the gateway accepted in this one hand-over, when it is more than one. */
  readonly copies?: number;
  /** When the client has its answer, or gives up: ms since the hand-over. */
  readonly afterMs?: number;
}

/** What HQ makes of a gateway's answer (docs/hq/gateways.md#s1-3). `committed`: the gateway accepted all the same. */
export type Answer =
  /** Accepted. `pending`: HQ waits for a delivery receipt. `receipts` come instead of the gateway's usual. */
  | (AnswerFields & {
      readonly kind: 'taken';
      readonly gatewayMessageId: string;
      readonly pending?: boolean;
      readonly receipts?: readonly LaterReceipt[];
    })
  /** Final. `detail` is the gateway's own word where HQ keeps it. */
  | (AnswerFields & {
      readonly kind: 'refused';
      readonly code: Code;
      readonly detail?: string;
      readonly committed?: true;
    })
  /** HQ's client raised: to be tried again. */
  | (AnswerFields & { readonly kind: 'busy'; readonly answer: string; readonly committed?: true })
  /** No answer comes, and HQ's client waits for ever: the message has no end, and no other try. */
  | (AnswerFields & { readonly kind: 'waiting'; readonly committed?: true });
