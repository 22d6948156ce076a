import { SmsFieldsDefinition, EmailFieldsDefinition, FieldsDefinition, EachFieldsDefinition, ErrorFieldsDefinition } from './scenario-definition.js';

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

interface ScenarioOptions {
    /** Overrides the file's own seed. */
    readonly seed?: number;
    /** Folders whose files the scenario may read besides those below its own folder (docs/security.md). */
    readonly allowRead?: readonly string[];
    /** Folders that it may also write to. The library writes nothing, so here it is the same as `allowRead`. */
    readonly allowWrite?: readonly string[];
}

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

/** Gateways answer in their own time, runs at once. */
type Asserting<T, Args extends readonly unknown[]> = T extends Inbox ? (...args: Args) => Promise<void> : (...args: Args) => void;
/** Of gateways the fields of a message, of runs those of the scenario language. */
type PromisedOf<T, Fields> = string | RegExp | (T extends Inbox ? MessageFields : Fields);
/** What `expect(…)` has for runs, for what `rehearseAll` gives, and for gateways. */
interface RehearsalMatchers<T> {
    /** Every promise of the scenario is kept, and every invariant holds. */
    toKeepItsPromises(): void;
    /** An SMS to somebody: a key, or a number with plus. A text alone is all it says, an expression a part of it. */
    readonly toReceiveSms: Asserting<T, [to: string, promise?: PromisedOf<T, SmsFieldsDefinition>]>;
    /** An email to somebody: a key, or an address. A text alone is its subject, an expression a part of its text. */
    readonly toReceiveEmail: Asserting<T, [to: string, promise?: PromisedOf<T, EmailFieldsDefinition>]>;
    /** No message goes to somebody, or to anybody. Gateways are asked at once: wait for what comes before. */
    toReceiveNothing(to?: string, fields?: T extends Inbox ? MessageFields : FieldsDefinition): void;
    /** Messages were sent, to somebody or those that fields select, and all of them through this gateway. */
    readonly toHaveBeenRoutedVia: Asserting<T, [
        gateway: string,
        of?: string | (T extends Inbox ? MessageFields : EachFieldsDefinition)
    ]>;
    /** A message or event ended with this code. */
    toFailWith(code: NonNullable<ErrorFieldsDefinition['code']>, of?: string | ErrorFieldsDefinition): void;
    /** At the end of the run the number is this contact's, two-way. */
    toOwnNumber(contact: string, number: string): void;
}

declare module 'vitest' {
    interface Matchers<T> extends RehearsalMatchers<T> {
    }
}
/**
 * A test for each story of files, folders or globs: `describeScenarios('scenarios/**')`. Paths are seen from where
 * Vitest was started. With the plugin of `drysend/testing/vitest-plugin` they run again when a file of them changes.
 * @throws Error when there is no scenario at all.
 */
declare function describeScenarios(patterns: string | readonly string[], options?: ScenarioOptions): void;

export { describeScenarios };
export type { RehearsalMatchers };
