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
  /** Those that it took and still knows, the newest first. */
  readonly messages?: (() => readonly KnownMessage[]) | undefined;
  /** Digits of the numbers that the carrier itself holds as opted out. */
  readonly optedOut?: ReadonlySet<string> | undefined;
}

/** A message that a gateway took. */
export interface KnownMessage {
  /** The one that its sender was given. */
  readonly id: string;
  readonly at: Instant;
  readonly to: string;
  readonly from: string;
  readonly text: string;
}

/** What the fake made of a request. `other`: no message was handed in (a look-up, a status call). */
export interface FakeResponse {
  readonly verdict: 'taken' | 'refused' | 'failing' | 'other';
  readonly response: WireResponse;
  /** The message that it read, as on the wire; blank fields are fields it did not find. */
  readonly read: { readonly to: string; readonly from: string; readonly text: string };
  /** The request is not of this gateway's customer, or not for one of its paths. */
  readonly isStranger?: true;
  /** What was asked for and the fake does not do: it says so, and does not blame the client. */
  readonly missing?: string;
  /** It asked whether the number can be written to, before a message is handed in. */
  readonly isLookUp?: true;
}

/** Which text of HQ a kind follows (docs/hq/gateways.md#s1-0): an undated copy is no witness. */
export interface HqText {
  /** The day of its last change that matters. */
  readonly of: string;
  /** Why today's HQ has no such gateway. */
  readonly gone?: string;
}

/** One person's part of a request that is for several, and what the fake says to it. */
export interface PersonPart {
  readonly request: WireRequest;
  readonly response: WireResponse;
}

/** A kind whose API takes one request for several people: each of them is a message of its own. */
export interface SeveralPeople {
  /** The same request for each person alone; undefined: it is for one, or cannot be read. */
  split(request: WireRequest): readonly WireRequest[] | undefined;
  /** The answer has one id for all; left out: each entry has its own. */
  readonly sharesId?: true;
  /** One answer out of the answers to each. */
  join(parts: readonly PersonPart[]): WireResponse;
}

/** A key that a scenario may give a gateway of one kind. */
export interface GatewayOption {
  /** With a dot, a key below another: `turn.client` is `turn: {client: …}`. */
  readonly name: string;
  /** Its value is never shown. */
  readonly isSecret?: true;
  /** Left out: any text. */
  readonly choices?: readonly string[];
  /** Left out: a key of its kind. */
  readonly about?: string;
}

/** How HQ's client of a kind waits for answers (docs/hq/gateways.md#s1-3). */
export interface WireClient {
  /** The library that it is made of. */
  readonly library: string;
  /** ms until it gives up: before an answer begins, and between two pieces of it. Undefined: it never does. */
  readonly patienceMs: number | undefined;
  /** It reads lines, and takes one that has no end for whole: SMTP's clients. Left out: it knows how long a body is. */
  readonly readsLines?: true;
  /** Requests within one attempt of HQ's; more than one: the library itself tries again. */
  readonly requestsPerAttempt: number;
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
  /** Left out: HQ has no such gateway. */
  readonly hqText?: HqText;
  readonly channel: 'sms' | 'email';
  /** What a scenario may set of such a gateway, beside the keys of all gateways: kept in `Gateway.options`. */
  readonly options: readonly GatewayOption[];
  /** Hosts of the service beside the one that `asks` calls; `*.` before a name stands for all below it. */
  readonly hosts?: readonly string[];
  readonly optIn: readonly string[];
  readonly passThroughOptIn: readonly string[];
  readonly optOut: readonly string[];
  /** Refusals for which the kind has its own word; for the others it gives its plain refusal. */
  readonly ownRejections: ReadonlySet<RejectionReason>;
  /** What the kind calls an application with: texts that come in, and receipts. */
  readonly webhooks: GatewayWebhooks;
  /** Left out: a request is for one person. */
  readonly severalPeople?: SeveralPeople;
  /** The host that the client calls, with its port. Left out: its first request says it. */
  hostOf?(gateway: Gateway): string;
  /** A number that HQ's client sends to: some write to their own country only. */
  readonly exampleNumber: string;
  readonly client: WireClient;
  /**
   * Whether a request of the client hands in the message, and does not only ask. Faults are for these. Left out: every
   * request does.
   */
  isSubmission?(request: WireRequest): boolean;
  /** Whether a request brings words of its own before the message: they are no copy of it. Left out: none does. */
  isPreamble?(request: WireRequest, handover: Handover): boolean;
  /** The client asks for the number first, and the fake says there that it is refused. */
  readonly looksUp?: true;
  /** Numbers, with their plus, that a gateway which rejects none answers alike. Left out: there are none. */
  readonly alikeNumbers?: RegExp;
  /**
   * Plain words of at most so many characters make no difference to whether the fake takes them: gateway, sender and number
   * alone decide. 0: any words may.
   */
  readonly plainTextMax: number;
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
