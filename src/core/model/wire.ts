import type { Answer, Handover } from './answer.ts';
import type { Gateway } from './gateway.ts';
import type { Instant } from './instant.ts';
import type { GatewayWebhooks } from './web-call.ts';
import type { WireFailure, WireRequest, WireResponse } from './wire-exchange.ts';

export type { WireFailure, WireRequest, WireResponse } from './wire-exchange.ts';

/** The closed list of refusals that a fault may ask for by name (docs/hq/gateways.md#s4-3). */
export type RejectionReason =
  | 'invalid_destination'
  | 'opted_out'
  | 'too_long'
  | 'unauthorized'
  | 'insufficient_funds'
  | 'bad_sender'
  | 'blocked'
  | 'unroutable'
  | 'template_missing';

/** All that a fake may know beside the request; the same context gives the same bytes. */
export interface WireContext {
  readonly gateway: Gateway;
  /** What ids are made of: the message's own id, never a counter. */
  readonly messageId: string;
  /** From 1. */
  readonly attempt: number;
  readonly at: Instant;
  /** The next good message meets the kind's temporary failure. */
  readonly failing?: boolean;
  /** The next good message is refused in this word. */
  readonly reject?: RejectionReason;
  /** Digits of the numbers that the carrier itself holds as opted out. */
  readonly optedOut?: ReadonlySet<string>;
}

/** What the fake made of a request. `other`: no message was handed in (a look-up, a status call). */
export interface FakeResponse {
  readonly verdict: 'taken' | 'refused' | 'failing' | 'other';
  readonly response: WireResponse;
  /** The message that it read, as on the wire; blank fields are fields it did not find. */
  readonly read: { readonly to: string; readonly from: string; readonly text: string };
  /** The request is not of this gateway's customer, or not for one of its paths. */
  readonly isStranger?: true;
}

/**
 * A kind of gateway, both ends of its wire: `buildRequest` and `interpretResponse` are HQ’s client, `respond` is the fake.
 * All three are pure. A `GatewayKind` is also the kind's `KindFacts`.
 */
export interface GatewayKind {
  /** As in a scenario's `type`. */
  readonly kind: string;
  /** HQ's own name of the kind. */
  readonly hqApiId: string;
  readonly channel: 'sms' | 'email';
  /** Hosts of the service beside the one that `asks` calls; `*.` before a name stands for all below it. */
  readonly hosts?: readonly string[];
  readonly optIn: readonly string[];
  readonly passThroughOptIn: readonly string[];
  readonly optOut: readonly string[];
  /** Refusals for which the kind has its own word; for the others it gives its plain refusal. */
  readonly ownRejections: ReadonlySet<RejectionReason>;
  /** What the kind calls an application with: texts that come in, and receipts. */
  readonly webhooks: GatewayWebhooks;
  /** What HQ puts on the wire, or what it decides without asking. */
  buildRequest(handover: Handover): WireRequest | Answer;
  respond(request: WireRequest, context: WireContext): FakeResponse;
  /** What HQ makes of what came back (docs/hq/gateways.md#s1-3), or what it asks next. */
  interpretResponse(
    outcome: WireResponse | WireFailure,
    handover: Handover,
    request: WireRequest,
  ): Answer | WireRequest;
}
