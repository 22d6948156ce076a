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

/** What HQ makes of a gateway's answer (docs/hq/gateways.md#s1-3). */
export type Answer =
  /** Accepted. `pending`: HQ waits for a delivery receipt. `receipts` come instead of the gateway's usual. */
  | {
      readonly kind: 'taken';
      readonly gatewayMessageId: string;
      readonly pending?: boolean;
      readonly receipts?: readonly LaterReceipt[];
      readonly afterMs?: number;
    }
  /** Final. `detail` is the gateway's own word where HQ keeps it. */
  | { readonly kind: 'refused'; readonly code: Code; readonly detail?: string; readonly afterMs?: number }
  /** HQ's client raised: to be tried again. `committed`: the gateway has accepted all the same. */
  | {
      readonly kind: 'busy';
      readonly answer: string;
      readonly committed?: true;
      /** How much longer than its usual latency the gateway takes. */
      readonly afterMs?: number;
    };
