import type { Gateway } from './gateway.ts';
import type { Instant } from './instant.ts';
import type { WireRequest, WireResponse } from './wire-exchange.ts';

/**
 * One call of a gateway to an application: nobody asked for it, it reports a text or a receipt. SMPP uses the same
 * words: method `DELIVER_SM`, headers = the fields of the unit, body = the text; of receipts for several parts of a
 * message a line for each.
 */
export interface WebCall {
  readonly method: 'GET' | 'POST' | 'DELIVER_SM';
  /** The whole address, with its query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A text that a phone sent to a gateway's number. */
export interface ArrivedText {
  /** What the kind makes its own id of. */
  readonly id: string;
  /** `+` and digits. */
  readonly from: string;
  /** The gateway's number, as the gateway writes it. */
  readonly to: string;
  readonly text: string;
  readonly at: Instant;
}

/** What a receipt may say; each kind has words of its own for these. */
export const receiptStatuses = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'expired',
  'read',
] as const;

export type ReceiptStatus = (typeof receiptStatuses)[number];

/** What became of a message that a gateway took. */
export interface DeliveryReport {
  /** The id that the gateway gave in its answer. */
  readonly gatewayMessageId: string;
  /** Number, sender and text as they stood on the wire. */
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly status: ReceiptStatus;
  /** The kind's own code of what went wrong. */
  readonly code?: string;
  readonly takenAt: Instant;
  readonly at: Instant;
  /** The request that handed the message in. */
  readonly request: WireRequest;
}

/** Hashes, for the kinds, which import nothing from node. */
export interface Hashes {
  hash(algorithm: 'md5' | 'sha256', text: string): string;
  /** Hex is in lower case; `base64url` has no padding. */
  hmac(
    algorithm: 'sha1' | 'sha256',
    key: string,
    text: string,
    encoding: 'hex' | 'base64' | 'base64url',
  ): string;
}

/** All that a webhook is made of, beside the report; the same context gives the same bytes. */
export interface CallContext {
  readonly gateway: Gateway;
  /** Where the application wants it. */
  readonly url: string;
  readonly hashes: Hashes;
}

/** What came of one call: an answer's status, no connection, or no answer over it. */
export type CallOutcome = number | 'no connection' | 'no answer';

/** When a kind calls again. */
export interface RetryPolicy {
  /** How long it waits before each repetition; empty: it calls once. */
  readonly waitsMs: readonly number[];
  /** Whether an answer's status settles the call. */
  isTaken(status: number): boolean;
  /** Whether it calls again after that. Default: whenever the call was not taken. */
  isRepeated?(outcome: CallOutcome): boolean;
}

/** Where a vendor documents when it calls again. */
interface RetrySource {
  readonly page: string;
  /** The day on which the page was read: 2026-11-30. */
  readonly readOn: string;
  /** How much of the plan stands there. */
  readonly documents: 'all of it' | 'how long, not how often' | 'that it does';
}

/** A message that an application sends by answering a call. */
export interface ReplyMessage {
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** Where its receipts are to go. */
  readonly receiptUrl?: string;
}

/** What an application's answer asks for. `problem`: it could not be read, in the kind's own words. */
export interface Replies {
  readonly messages: readonly ReplyMessage[];
  readonly problem?: string;
}

/** How a kind makes itself known to an application before it brings anything. */
interface Handshake {
  readonly call: WebCall;
  /** What the answer lacks; undefined: nothing. */
  lacks(answer: WireResponse): string | undefined;
  /** The application is to fetch the address that it was given. */
  readonly isConfirmed: boolean;
}

/** A call that the kind does not have, and why not. */
export interface NoWebhook {
  readonly none: string;
}

/** What a kind of gateway calls an application with. All of it is pure. */
export interface GatewayWebhooks {
  /** A text that came in; several calls where the kind cuts it into parts. */
  readonly inboundWebhook: ((arrived: ArrivedText, context: CallContext) => readonly WebCall[]) | NoWebhook;
  /** A delivery receipt, where the kind has one for such a message and status. */
  readonly deliveryReceipt:
    | ((report: DeliveryReport, context: CallContext) => WebCall | NoWebhook)
    | NoWebhook;
  /** A question that applications must answer once; `confirmUrl` is what they may have to fetch. */
  handshake?(
    introduction: { readonly id: string; readonly confirmUrl: string; readonly at: Instant },
    context: CallContext,
  ): Handshake;
  /** The gateway's id of a message, from the answer that took it. */
  idIn?(response: WireResponse): string;
  /** Where the request itself wants its receipts. */
  receiptUrlIn?(request: WireRequest): string | undefined;
  /** What is reported of a message before its outcome. */
  readonly before?: readonly ReceiptStatus[];
  /** The plan may stand in the address. */
  readonly retryPolicy: (url: string) => RetryPolicy;
  /** Left out: the vendor is not known to document any, and does not call again. */
  readonly retrySource?: RetrySource;
  /** How a text is brought again when its own address did not take it. */
  fallback?(call: WebCall, outcome: CallOutcome, context: CallContext): WebCall;
  /** The ids of one message, where the gateway gives several and reports on each. */
  allIdsIn?(response: WireResponse): readonly string[];
  /** Messages in the application's answer to a text. */
  parseReplies?(answer: WireResponse, arrived: ArrivedText): Replies;
  /** Such a message, as the kind's own API would be asked for it. */
  sendReply?(reply: ReplyMessage, gateway: Gateway): WireRequest;
}
