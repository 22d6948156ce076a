import { RequestHandler } from 'msw';
import { GatewayDefinition } from './scenario-definition.js';

/** A moment on the virtual timeline: whole milliseconds since the Unix epoch, UTC. */
type Instant = number;

/** Where something stands in a scenario file; line and column count from 1. */
interface SourceLocation {
    readonly file: string;
    readonly line: number;
    readonly column: number;
}

/**
 * A scenario, read and sound: all that a rehearsal needs. Maps keep file order. Fields marked as internal are left
 * out of the published types: plans are made by `defineScenario` and `readScenario`, and handed on whole.
 */
interface Plan {
    readonly title: string;
    readonly about?: string;
    readonly tags: readonly string[];
    readonly source: SourceLocation;
    readonly seed: number;
    readonly startsAt: Instant;
    /** undefined: when idle. Inclusive. */
    readonly endsAt?: Instant;
}

/**
 * One request as a gateway sees it. SMTP uses the same fields: method `MAIL`, path = the envelope's
 * recipient, headers = the mail's own plus `envelope-from`, body = what follows the headers.
 */
interface WireRequest {
    readonly method: string;
    /** Path and query, percent-encoded. */
    readonly path: string;
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** Of a mail that is no UTF-8: each character of the body is a byte. */
    readonly isBytes?: true;
}
/** One response. SMTP: status = the reply code, body = the rest of the reply line. */
interface WireResponse {
    readonly status: number;
    /** Names in lower case. SMTP: `stage` is the command that is answered: auth, mail, rcpt or data. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly failure?: undefined;
}

/** A scenario that has been read and found sound. A file may hold several, and so several plans. */
interface Scenario {
    readonly plans: readonly Plan[];
}

/** A gateway as a scenario writes it: its kind, and the keys of that kind. */
type GatewayOptions = GatewayDefinition;

/** One request to a server, and its response. */
interface Recorded {
    /** From 1, never given twice. */
    readonly seq: number;
    readonly id: string;
    /** Real time, ms since the epoch. */
    readonly receivedAt: number;
    /** undefined: the request addressed no gateway. */
    readonly gateway: string | undefined;
    readonly kind: string | undefined;
    readonly channel: 'sms' | 'email' | undefined;
    readonly verdict: 'taken' | 'refused' | 'failing' | 'other' | 'unmatched';
    /** Without its secrets. */
    readonly request: WireRequest;
    readonly response: WireResponse;
    /** The id that the gateway gave to this person's message, where the response is one to several. */
    readonly gatewayId?: string | undefined;
    readonly to: string;
    readonly from: string;
    readonly text: string;
    /**
     * The bytes as they came, base64, where they are not UTF-8: of a body, or of a whole mail.
     */
    readonly raw?: string | undefined;
    /**
     * The header as it came, where `raw` does not have it. Of a mail its text, with the blank line behind it; of an
     * HTTP request a line for each header, its name as it was written; of one that is repeated `Name: value`.
     */
    readonly head?: string | undefined;
    /** Of a mail to several people: the id of the exchange for the first of them. */
    readonly sameMailAs?: string | undefined;
    /** The fault rules that matched, or why a server refused it. */
    readonly fault?: string | undefined;
}

/** Fields that must all fit: text whole, or a pattern. */
interface MessageFields {
    readonly gateway?: string | RegExp;
    readonly kind?: string | RegExp;
    readonly channel?: 'sms' | 'email';
    readonly to?: string | RegExp;
    readonly from?: string | RegExp;
    /** Of a mail. */
    readonly subject?: string | RegExp;
    readonly text?: string | RegExp;
    readonly verdict?: Recorded['verdict'];
}
/** Fields; or a search in Mailpit's words (`to:27 gateway:TWILIO "visit"`); or a test of one's own. */
type MessageFilter = string | MessageFields | ((message: Recorded) => boolean);

/** What a test sees of the messages that came to its fakes. */
interface Inbox {
    /**
     * What was handed in, oldest first: taken or refused; secrets blacked out.
     * @throws Error when the filter cannot be read.
     */
    messages(filter?: MessageFilter): Recorded[];
    /** Everything that came, also what no gateway was meant by; secrets blacked out. */
    exchanges(): Recorded[];
    /**
     * Waits for n messages, or for one that fits, or for n that fit (`{ count: 2, filter: 'to:27' }`);
     * gives all that fit, oldest first.
     * @param timeoutMs real time; default 5,000
     * @throws Error that says what came instead, the nearest first, when the time is over.
     */
    waitFor(wanted: number | MessageFilter | Wanted, timeoutMs?: number): Promise<Recorded[]>;
}
/** So many messages that fit. */
interface Wanted {
    readonly count: number;
    readonly filter?: MessageFilter;
}

/** Name → `{ type, … }` with the keys of a scenario's gateways; or a scenario (or its path) that has some. */
type GatewaysGiven = Readonly<Record<string, GatewayOptions>> | Scenario | string;
/** Handlers for `setupServer(...fakes.handlers)`, and what came to them. */
interface GatewayHandlers extends Inbox {
    readonly handlers: readonly RequestHandler[];
    /** Forgets what came, and lets the gateways begin anew (`fail_next`, STOP lists). */
    reset(): void;
}
/**
 * One handler for each host that the gateways have: the table that the forward proxy goes by. Mail gateways are left
 * out: MSW knows no SMTP. Where several gateways share a host, the one that knows the request's account answers.
 * @throws ScenarioError when a gateway is not sound.
 */
declare function gatewayHandlers(given: GatewaysGiven): GatewayHandlers;

export { gatewayHandlers };
export type { GatewayHandlers, GatewayOptions, GatewaysGiven, Inbox, MessageFields, MessageFilter, Recorded, Wanted };
