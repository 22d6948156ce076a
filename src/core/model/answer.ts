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

/** What HQ makes of a gateway's answer (spec/gateways 1.3). */
export type Answer =
  /** Accepted. `pending`: HQ waits for a delivery receipt. */
  | { readonly kind: 'taken'; readonly gatewayMessageId: string; readonly pending?: boolean }
  /** Final. `detail` is the gateway's own word where HQ keeps it. */
  | { readonly kind: 'refused'; readonly code: Code; readonly detail?: string }
  /** HQ's client raised: to be tried again. */
  | { readonly kind: 'busy'; readonly answer: string };
