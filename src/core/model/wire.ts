import type { Answer, Handover } from './answer.ts';
import type { Gateway } from './gateway.ts';
import type { Instant } from './instant.ts';

/**
 * One request as a gateway sees it. SMTP is told in the same words: method `MAIL`, path = the envelope's
 * recipient, headers = the mail's own plus `envelope-from`, body = what follows the headers.
 */
export interface WireRequest {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One response. SMTP: status = the reply code, body = the rest of the reply line. */
export interface WireResponse {
  readonly status: number;
  /** Names in lower case. SMTP: `stage` is the command that is answered: auth, mail, rcpt or data. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly failure?: undefined;
}

/** No response came. */
export interface WireFailure {
  readonly failure: 'refused' | 'reset' | 'timeout' | 'garbage';
}

/** The closed list of refusals that a fault may ask for by name (spec/gateways 4.3). */
export type RefusalWord =
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
  readonly reject?: RefusalWord;
  /** Digits of the numbers that the carrier itself holds as opted out. */
  readonly optedOut?: ReadonlySet<string>;
}

/** What the fake made of a request. `other`: no message was handed in (a look-up, a status call). */
export interface Said {
  readonly verdict: 'taken' | 'refused' | 'failing' | 'other';
  readonly response: WireResponse;
  /** The message that it read, as on the wire; blank fields are fields it did not find. */
  readonly read: { readonly to: string; readonly from: string; readonly text: string };
}

/**
 * A kind of gateway, both ends of its wire: `asks` and `hears` are HQ's client, `says` is the fake.
 * All three are pure. A book is also the kind's `KindFacts`.
 */
export interface GatewayBook {
  /** As in a scenario's `type`. */
  readonly kind: string;
  /** HQ's own name of the kind. */
  readonly hqApiId: string;
  readonly channel: 'sms' | 'email';
  readonly optIn: readonly string[];
  readonly passThroughOptIn: readonly string[];
  readonly optOut: readonly string[];
  /** Refusals for which the kind has its own word; for the others it gives its plain refusal. */
  readonly knows: ReadonlySet<RefusalWord>;
  /** What HQ puts on the wire, or what it decides without asking. */
  asks(handover: Handover): WireRequest | Answer;
  says(request: WireRequest, context: WireContext): Said;
  /** What HQ makes of what came back (spec/gateways 1.3), or what it asks next. */
  hears(outcome: WireResponse | WireFailure, handover: Handover, request: WireRequest): Answer | WireRequest;
}
