import { ScenarioDefinition } from './scenario-definition.js';
export { AlertDefinition, BroadcastDefinition, CaseDefinition, EachFieldsDefinition, EmailFieldsDefinition, ErrorFieldsDefinition, ExpectationDefinition, FieldsDefinition, GatewayDefinition, ProjectDefinition, ScenarioDefinition, SmsFieldsDefinition, SurveyDefinition, TimelineEntryDefinition } from './scenario-definition.js';

/** Which rule chose the zone, the language, the number and the gateway of a message: evidence as data. */
interface Because {
    readonly zone?: ZoneEvidence | undefined;
    readonly language?: LanguageEvidence | undefined;
    readonly number?: NumberEvidence | undefined;
    readonly gateway?: GatewayEvidence | undefined;
}
/** The zone in force and whose it is (docs/hq/scheduling.md#s2-1). */
interface ZoneEvidence {
    /** IANA name, such as Asia/Kolkata. */
    readonly name: string;
    /** `case`: the contact's `time_zone`; `user`: the worker's; `utc`: the alert's `utc_default`. */
    readonly from: 'case' | 'user' | 'utc' | 'project';
    /** The release of the zone data, where it is not the product's own. */
    readonly release?: string | undefined;
    /** A `time_zone` that was passed over, as it is no zone. */
    readonly ignored?: {
        readonly from: 'case' | 'user';
        readonly value: string;
    } | undefined;
}
/** The language of the text that was chosen (docs/hq/contacts-and-messages.md#s5-1). */
interface LanguageEvidence {
    /** `*` for untranslated text. */
    readonly code: string;
    /** `only`: the text has no translations. */
    readonly from: 'contact' | 'alert' | 'project' | 'untranslated' | 'only';
    /** Languages looked for before this one in which there is no text, in order. */
    readonly missing?: readonly string[] | undefined;
}
/** Where the number written to comes from (docs/hq/contacts-and-messages.md#s1-7). */
interface NumberEvidence {
    readonly from: 'two_way' | 'shared' | 'contact_phone_number' | 'user' | 'user_case' | 'number' | 'inbound' | 'verification' | 'forwarding';
}
/** How a gateway was found (docs/hq/contacts-and-messages.md#s2-4). */
type GatewayRule = 'contact_backend_id' | 'prefix' | 'catch_all' | 'inbound' | 'sender' | 'forwarding' | 'email_gateway' | 'only_email_gateway' | 'first_email_gateway' | 'hq_email';
/** One way to a gateway: the rule, whose gateway or map it is, and the prefix that fits. */
interface GatewayClaim {
    readonly name: string;
    readonly rule: GatewayRule;
    /** Of a name: whose the gateway is. Of a prefix: whose map it stands in. */
    readonly scope?: 'project' | 'shared' | 'global' | undefined;
    readonly prefix?: string | undefined;
}
/** The gateway chosen, and those that would have served without it, best first. */
interface GatewayEvidence extends GatewayClaim {
    readonly losers?: readonly GatewayClaim[] | undefined;
}

/**
 * What a line of the journal may say, by name: how each field is kept, its JSON Schema and its meaning. The types,
 * the columns, the schema and the page of the journal are made from this table.
 */

/** How the value of a field is kept and written. `json` is any plain data; `id` a text hardly ever seen twice. */
type Shape = 'text' | 'id' | 'count' | 'instant' | 'because' | 'json';
/** A field whose values are of type `T` in memory; on paper they are as `schema` says. */
interface Field<T> {
    readonly shape: Shape;
    readonly schema: Readonly<Record<string, unknown>>;
    readonly doc: string;
    /** Only for the compiler: never set. */
    readonly type?: T;
}
declare const fieldTable: {
    readonly case: Field<string>;
    readonly changed: Field<readonly string[]>;
    readonly what: Field<string>;
    readonly name: Field<string>;
    readonly alert: Field<string>;
    readonly broadcast: Field<string>;
    readonly keyword: Field<string>;
    readonly survey: Field<string>;
    readonly recipient: Field<string>;
    readonly event: Field<number>;
    readonly iteration: Field<number>;
    readonly due: Field<number>;
    readonly reason: Field<"alert_deleted" | "alert_off" | "bad_date" | "case_closed" | "case_deleted" | "conversation" | "copied_finished" | "daily_limit" | "empty_text" | "month_skipped" | "no_gateway" | "no_recipient_filter" | "overtaken" | "past_start" | "rate" | "recipient_gone" | "rule_not_true" | "same_due" | "schedule_finished" | "sending_hours" | "stale" | "start_shifted" | "stop_date" | "survey_not_started" | "week_lost">;
    readonly detail: Field<string | Readonly<Record<string, unknown>>>;
    readonly id: Field<string>;
    readonly channel: Field<"email" | "sms">;
    readonly to: Field<string>;
    readonly number: Field<string>;
    readonly address: Field<string>;
    readonly via: Field<string>;
    readonly language: Field<string>;
    readonly text: Field<string>;
    readonly subject: Field<string>;
    readonly html: Field<string>;
    readonly cause: Field<"alert" | "broadcast" | "chat" | "default_reply" | "forward" | "keyword" | "opt_in" | "opt_out" | "registration" | "rule" | "survey" | "system" | "verification">;
    readonly because: Field<Because>;
    readonly from_number: Field<string>;
    readonly segments: Field<number>;
    readonly hq_parts: Field<number>;
    readonly encoding: Field<"GSM-7" | "UCS-2">;
    readonly attempts: Field<number>;
    readonly local: Field<string>;
    readonly attempt: Field<number>;
    readonly answer: Field<string>;
    readonly retry_at: Field<number>;
    readonly until: Field<number>;
    readonly code: Field<string>;
    readonly level: Field<"event" | "message">;
    readonly status: Field<string>;
    readonly contact: Field<string>;
    readonly handled_by: Field<string>;
    readonly invalid_answer: Field<boolean>;
    readonly message_id: Field<string>;
    readonly owner: Field<string | null>;
    readonly refused: Field<string>;
    readonly direction: Field<"in" | "out">;
    readonly state: Field<string>;
    readonly answers: Field<Readonly<Record<string, string>>>;
    readonly message: Field<string>;
    readonly hint: Field<string>;
    readonly about: Field<Readonly<Record<string, string>>>;
};
type EntryField = keyof typeof fieldTable;
/** The type of each field in memory: instants are numbers, milliseconds since 1970 UTC. */
type EntryFields = {
    readonly [Name in EntryField]: (typeof fieldTable)[Name] extends Field<infer T> ? T : never;
};

/** A moment on the virtual timeline: whole milliseconds since the Unix epoch, UTC. */
type Instant = number;
/** A calendar day without a zone: whole days since 1970-01-01. */
type DayNumber = number;
/** A time of day without a zone: seconds since midnight; a fraction is a fraction of a second. */
type SecondOfDay = number;

/**
 * The kinds of line: what each says, and its fields after `seq`, `at` and `kind` in the order they are written.
 * A `?` marks a field that may be missing. Columns, types, the JSON Schema and the page of the journal are made
 * from this table.
 */
declare const entryTable: {
    readonly registered: {
        readonly doc: 'A case was saved for the first time.';
        readonly fields: readonly ["case", "changed?", "cause?", "name?"];
    };
    readonly updated: {
        readonly doc: 'A case was saved again.';
        readonly fields: readonly ["case", "changed?", "cause?", "name?"];
    };
    readonly closed: {
        readonly doc: 'A case was closed.';
        readonly fields: readonly ["case", "changed?", "cause?", "name?"];
    };
    readonly reopened: {
        readonly doc: 'A closed case was opened again.';
        readonly fields: readonly ["case", "changed?", "cause?", "name?"];
    };
    readonly deleted: {
        readonly doc: 'A case was deleted.';
        readonly fields: readonly ["case", "changed?", "cause?", "name?"];
    };
    readonly setting: {
        readonly doc: 'A user, group, location, alert, broadcast, gateway, project, platform or note entry of the timeline acted.';
        readonly fields: readonly ["what", "name?", "changed?"];
    };
    readonly armed: {
        readonly doc: 'An alert instance was created.';
        readonly fields: readonly ["alert?", "broadcast?", "case?", "recipient?", "event?", "iteration?", "due?", "reason?", "detail?"];
    };
    readonly rearmed: {
        readonly doc: 'An alert instance was recalculated.';
        readonly fields: readonly ["alert?", "broadcast?", "case?", "recipient?", "event?", "iteration?", "due?", "reason?", "detail?"];
    };
    readonly disarmed: {
        readonly doc: 'An alert instance was removed, or has no event left.';
        readonly fields: readonly ["alert?", "broadcast?", "case?", "recipient?", "event?", "iteration?", "due?", "reason?", "detail?"];
    };
    readonly skipped: {
        readonly doc: 'An event was passed over, or an alert does not start for a case.';
        readonly fields: readonly ["alert?", "broadcast?", "case?", "recipient?", "event?", "iteration?", "due?", "reason?", "detail?"];
    };
    readonly queued: {
        readonly doc: 'A message was made.';
        readonly fields: readonly ["id", "channel", "to?", "number?", "address?", "via?", "language?", "text", "subject?", "html?", "case?", "cause", "name", "alert?", "broadcast?", "keyword?", "survey?", "event?", "iteration?", "due?", "because"];
    };
    readonly sent: {
        readonly doc: 'A gateway accepted a message.';
        readonly fields: readonly ["id", "channel", "to?", "number?", "address?", "via?", "language?", "text", "subject?", "html?", "case?", "cause", "name", "alert?", "broadcast?", "keyword?", "survey?", "event?", "iteration?", "due?", "because", "from_number?", "segments?", "hq_parts?", "encoding?", "attempts", "local"];
    };
    readonly attempt: {
        readonly doc: 'A hand-over failed and will be tried again.';
        readonly fields: readonly ["id", "via?", "attempt", "answer", "retry_at"];
    };
    readonly held: {
        readonly doc: 'A message waits: one line for each hold, with its final end.';
        readonly fields: readonly ["id", "reason", "until?"];
    };
    readonly error: {
        readonly doc: 'A message or event ended without being sent.';
        readonly fields: readonly ["id?", "channel?", "to?", "number?", "address?", "via?", "language?", "text?", "subject?", "html?", "case?", "cause", "name", "alert?", "broadcast?", "keyword?", "survey?", "event?", "iteration?", "due?", "because?", "code", "detail?", "level", "attempts?"];
    };
    readonly receipt: {
        readonly doc: 'A delivery report came.';
        readonly fields: readonly ["id", "status", "code?", "via?"];
    };
    readonly inbound: {
        readonly doc: 'A text arrived.';
        readonly fields: readonly ["number", "via?", "text", "contact?", "handled_by?", "invalid_answer?", "message_id?"];
    };
    readonly ownership: {
        readonly doc: "A number's two-way owner changed, or somebody was refused it.";
        readonly fields: readonly ["number", "owner", "refused?"];
    };
    readonly opt: {
        readonly doc: 'A number was opted in or out.';
        readonly fields: readonly ["number", "direction"];
    };
    readonly survey: {
        readonly doc: 'A survey was opened, answered, completed, or ended otherwise.';
        readonly fields: readonly ["survey", "contact", "state", "answers?"];
    };
    readonly warning: {
        readonly doc: 'Something that HQ hides and a tester must know.';
        readonly fields: readonly ["code", "message", "hint?", "about?"];
    };
};
type EntryKind = keyof typeof entryTable;
type Listed<K extends EntryKind> = (typeof entryTable)[K]['fields'][number];
type Bare<Name extends string> = Name extends `${infer Field}?` ? Field : Name;
type Required<K extends EntryKind> = Extract<Listed<K>, EntryField>;
type Optional<K extends EntryKind> = Exclude<Bare<Listed<K>>, Required<K>> & EntryField;
type Foreign<K extends EntryKind> = Exclude<EntryField, Bare<Listed<K>>>;
/** A line of one kind. Fields of other kinds are there as undefined, so that any field may be asked of any line. */
type EntryOf<K extends EntryKind> = {
    readonly [Field in Required<K>]: EntryFields[Field];
} & {
    readonly [Field in Optional<K>]?: EntryFields[Field] | undefined;
} & {
    readonly [Field in Foreign<K>]?: undefined;
} & {
    readonly at: Instant;
    readonly kind: K;
};
/** One line of the journal, before it gets its `seq`. A key without a value is left out of the line. */
type Entry = {
    [K in EntryKind]: EntryOf<K>;
}[EntryKind];

/** Rehearsals have met one of their limits. The message says which; the cure how to raise it. */
declare class LimitReached extends Error {
    readonly name = "LimitReached";
    readonly cure: string;
    constructor(message: string, cure: string);
}
/** What all stories of one command, or of one call of the library, may cost together. */
interface Limits {
    /** Messages that fall due, sent or not, and texts that come in; 200,000,000 unless given. */
    readonly maxMessages?: number;
    /** 3,600 unless given. */
    readonly maxSeconds?: number;
    /** Bytes of the whole process; three quarters of the machine's or the container's unless given. */
    readonly maxMemory?: number;
}

/** Where something stands in a scenario file; line and column count from 1. */
interface SourceLocation {
    readonly file: string;
    readonly line: number;
    readonly column: number;
}
/** The clock that a time of day is read on: the zone in force for each message, the project's, another zone's, or seconds east of Greenwich. */
type DailyClock = 'local' | 'project' | {
    readonly zone: string;
} | {
    readonly offsetSeconds: number;
};
/** A time in an expectation: an instant, a wall time in the recipient's own zone, or a time of any day. */
interface PromisedTime {
    /** undefined for `local` times. */
    readonly at?: Instant;
    /** Set for `local` times. */
    readonly local?: {
        readonly day: DayNumber;
        readonly second: SecondOfDay;
    };
    /** Set for times of day. */
    readonly daily?: {
        readonly second: SecondOfDay;
        readonly clock: DailyClock;
    };
    /** `09:00` is that minute, `09:00:00` that second. */
    readonly precision: 'minute' | 'second' | 'ms';
    /** As written, for messages. */
    readonly text: string;
}
type Channel = 'sms' | 'email' | 'error' | 'inbound' | 'warning';
/** The fields of an expectation; one left out matches anything. */
interface PromisedFields {
    readonly to?: string;
    readonly channel?: Channel;
    /** Of an error: what the message would have been. */
    readonly messageChannel?: 'sms' | 'email';
    readonly number?: string;
    readonly address?: string;
    readonly case?: string;
    readonly alert?: string;
    readonly broadcast?: string;
    readonly keyword?: string;
    readonly survey?: string;
    readonly via?: string;
    readonly in?: string;
    readonly says?: string;
    readonly contains?: readonly string[];
    readonly matches?: string;
    readonly near?: string;
    readonly subject?: string;
    readonly htmlContains?: readonly string[];
    /** One row each. */
    readonly at?: readonly PromisedTime[];
    readonly between?: readonly [PromisedTime, PromisedTime];
    readonly withinMs?: number;
    readonly on?: {
        readonly day: DayNumber;
        readonly local: boolean;
        readonly text: string;
    };
    /** Inclusive. */
    readonly from?: PromisedTime;
    /** Inclusive. */
    readonly until?: PromisedTime;
    /** Strictly after / before: of the one-line forms. */
    readonly after?: PromisedTime;
    readonly before?: PromisedTime;
    readonly fromNumber?: string;
    readonly attempts?: number;
    readonly segments?: number;
    readonly encoding?: string;
    readonly status?: string;
    readonly code?: string;
    readonly detail?: string;
    readonly handledBy?: string;
    readonly invalidAnswer?: boolean;
    /** What a warning is about: name → value. */
    readonly about?: ReadonlyMap<string, string>;
}
/** A promise about what comes out. */
type Expectation = {
    readonly kind: Channel;
    readonly source: SourceLocation;
    readonly fields: PromisedFields;
} | {
    readonly kind: 'nothing';
    readonly source: SourceLocation;
    readonly fields: PromisedFields;
} | {
    readonly kind: 'count';
    readonly source: SourceLocation;
    readonly fields: PromisedFields;
    readonly is?: number;
    readonly atLeast?: number;
    readonly atMost?: number;
    /** Its rows need no other promise. */
    readonly claims?: boolean;
} | EachExpectation | NoDoublesExpectation | NoNightsExpectation | CostExpectation | {
    readonly kind: 'state';
    readonly source: SourceLocation;
    readonly state: PromisedState;
} | {
    readonly kind: 'in_order';
    readonly source: SourceLocation;
    readonly entries: readonly PromisedRow[];
} | {
    readonly kind: 'transcript';
    readonly source: SourceLocation;
    readonly file: string;
    /** What the file holds; undefined: it is not there. */
    readonly text?: string;
};
/** Every message that `of` selects is as `fields` say; there is at least one. */
interface EachExpectation {
    readonly kind: 'each';
    readonly source: SourceLocation;
    readonly of: PromisedFields;
    readonly fields: PromisedFields;
}
/** No two messages with the same words to one number or address within a time. */
interface NoDoublesExpectation {
    readonly kind: 'no_doubles';
    readonly source: SourceLocation;
    readonly of: PromisedFields;
    readonly withinMs: number;
}
/** No message from one time of day until another, both inclusive; over midnight where `from` is the later. */
interface NoNightsExpectation {
    readonly kind: 'no_nights';
    readonly source: SourceLocation;
    readonly of: PromisedFields;
    readonly from: PromisedTime;
    readonly until: PromisedTime;
    /** `reader`: the contact's own zone, whatever zone the schedule reads. */
    readonly clock: 'reader' | 'project' | {
        readonly zone: string;
    };
}
/** What the messages cost in one currency, in any one period, is so much at most. */
interface CostExpectation {
    readonly kind: 'cost';
    readonly source: SourceLocation;
    readonly of: PromisedFields;
    /** A decimal number. */
    readonly atMost: string;
    /** ISO 4217, as on the gateway. */
    readonly currency: string;
    /** Months, weeks (from Monday) and days are those of the project's zone. */
    readonly per: 'run' | 'month' | 'week' | 'day';
}
interface PromisedRow {
    readonly kind: Channel;
    readonly source: SourceLocation;
    readonly fields: PromisedFields;
}
/** `open` and `closed`, or what Messaging History shows of the newest survey. */
type PromisedSession = 'open' | 'closed' | 'in_progress' | 'completed' | 'partial' | 'not_finished';
/** What must be true of the world at the end (or at that point of the timeline). */
interface PromisedState {
    /** number (digits) → key of its owner, null: nobody. */
    readonly twoWay?: ReadonlyMap<string, string | null>;
    /** The exact set of digits. */
    readonly optedOut?: readonly string[];
    readonly property?: {
        readonly case: string;
        readonly values: ReadonlyMap<string, string>;
    };
    readonly queued?: number;
    readonly nextDue?: {
        readonly alert: string;
        readonly case?: string;
        readonly recipient?: string;
        /** null: none. */
        readonly at: PromisedTime | null;
    };
    /** contact key → whether a survey is open, or how its newest survey stands. */
    readonly session?: ReadonlyMap<string, PromisedSession>;
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

/** A promise kept or broken, and what shows it, as data; `src/report/verdict/` makes sentences of it. */

interface Verdict extends Explanation {
    readonly kept: boolean;
    /** `unexpected`: a message or error that no expectation claims. */
    readonly kind: 'expectation' | 'unexpected' | 'invariant';
    /** `sms to asha at 2026-03-09 09:00 Asia/Kolkata`, or the invariant's name and what broke it. */
    readonly title: string;
    /** What was promised, when it is one expectation. */
    readonly expected?: Expectation;
    readonly source?: SourceLocation;
    /** Indexes of the journal entries it claims or speaks of. */
    readonly entries: readonly number[];
}
/** Why a promise counts as broken. Each kind of promise sets the fields that it has; a kept one sets none. */
interface Explanation {
    /** Of a list of times, those at which no row came. */
    readonly missingTimes?: readonly PromisedTime[];
    /** Index of the first entry of `in_order` for which no row came after the one before it. */
    readonly missingEntry?: number;
    /** Set when there is no row at all for the contact: in the whole run, or within 24 hours of the time. */
    readonly absent?: {
        readonly contact: string;
        readonly from: 'run' | 'day';
    } | undefined;
    /** Of a promise about many messages: how many are not so. The first of them is `nearest`. */
    readonly many?: ManyEvidence;
    /** Periods in which the messages cost more than was promised, in order. */
    readonly costs?: CostEvidence;
    /** The row that comes nearest to what was expected. */
    readonly nearest?: NearestRow | undefined;
    /** The last decision about the contact. */
    readonly why?: Decision | undefined;
    /** How many rows there were, of a `count`. */
    readonly counted?: number;
    /** Rows that are not allowed by `nothing` or `count`, or the warnings that came instead; the first of them. */
    readonly found?: readonly JournalRow[];
    /** How many rows were found in all. */
    readonly foundCount?: number;
    readonly state?: readonly StateDifference[];
    readonly transcript?: TranscriptDifference;
    /** The row that no expectation claims. */
    readonly unexpected?: JournalRow;
    /** How one promise would claim this row and all others like it. */
    readonly claimAll?: ClaimAll | undefined;
    /** How many more unexpected rows there are. */
    readonly unexpectedMore?: number;
    /** Ways in which an invariant is broken, the first of them. */
    readonly breaks?: readonly InvariantBreak[];
    readonly breakCount?: number;
    /** What an invariant found that is no break but must be known. */
    readonly remarks?: readonly string[];
    /** The steps of comparing that a run may take, when they were used up. */
    readonly effortLimit?: number;
}
interface ManyEvidence {
    /** Messages that the promise is about. */
    readonly count: number;
    /** How many of them are not as promised. */
    readonly failed: number;
    /** In how many each field differs, most often first. */
    readonly fields: readonly {
        readonly field: string;
        readonly count: number;
    }[];
    /** The next that fail after `nearest`. */
    readonly others: readonly NearestRow[];
}
/** Amounts are exact decimal numbers. */
interface CostEvidence {
    readonly currency: string;
    readonly atMost: string;
    /** `2026-03`, `2026-03-09`; undefined: the whole run. */
    readonly over: readonly {
        readonly period?: string | undefined;
        readonly amount: string;
    }[];
    /** Gateways that took messages of the promise and have no price, or one in another currency. */
    readonly unpriced: readonly string[];
}
/** What all rows of one cause have in common. */
interface ClaimAll {
    readonly count: number;
    /** As the keys of `each`, in order. */
    readonly each: Readonly<Record<string, string>>;
}
/** A message, an error, a text that came in or a warning, as the journal has it. */
interface JournalRow {
    /** Index of the entry in the journal. */
    readonly index: number;
    readonly kind: Channel;
    readonly entry: Entry;
    /** Who it is to, or from. */
    readonly to: string | undefined;
}
interface NearestRow extends JournalRow {
    readonly differences: readonly Difference[];
}
/** One way in which a row is not what was expected; `field` is the expectation's, as in a scenario file. */
type Difference = {
    readonly rule: 'kind';
    readonly field: 'kind';
    readonly wanted: readonly Channel[];
    readonly found: Channel;
} | {
    readonly rule: 'equals';
    readonly field: string;
    readonly wanted: string | number | boolean;
    readonly found?: string | number | boolean | undefined;
} | {
    /** Not in the language that the contact asks for, but in the one that `from` chose. */
    readonly rule: 'own_language';
    readonly field: 'in';
    readonly found?: string | undefined;
    readonly from?: LanguageEvidence['from'] | undefined;
} | {
    /** `near`: more than one letter in ten differs. */
    readonly rule: 'text' | 'near';
    readonly field: 'says' | 'near';
    readonly wanted: string;
    readonly found?: string | undefined;
} | {
    readonly rule: 'contains';
    readonly field: 'contains' | 'html_contains' | 'detail';
    readonly wanted: string;
} | {
    readonly rule: 'matches';
    readonly field: 'matches';
    readonly wanted: string;
    /** Why the pattern was not compared, when it was not. */
    readonly problem?: string | undefined;
    /** The comparison was given up. */
    readonly isTooMuchWork?: boolean;
} | {
    readonly rule: 'time';
    readonly field: 'at' | 'between';
    readonly wanted: readonly PromisedTime[];
    readonly found: Instant;
    /** Milliseconds from the nearest of the times: below 0 it came earlier. */
    readonly offMs: number;
} | {
    readonly rule: 'bound';
    readonly field: 'on' | 'from' | 'until' | 'after' | 'before';
    /** As written. */
    readonly wanted: string;
    readonly found: Instant;
} | {
    readonly rule: 'about';
    readonly field: 'about';
    readonly wanted: Readonly<Record<string, string>>;
    readonly found: Readonly<Record<string, string>>;
} | {
    readonly rule: 'double';
    readonly field: 'within';
    /** When the same words came before. */
    readonly first: Instant;
    readonly apartMs: number;
} | {
    readonly rule: 'night';
    readonly field: 'no_nights';
    /** The wall time on the clock that counts. */
    readonly found: string;
    readonly zone: string;
    /** Whether that clock is the reader's own. */
    readonly isReaders: boolean;
} | {
    readonly rule: 'claimed';
    readonly field: 'claimed';
};
/** What the journal says about a contact last; without `entry` it holds no decision. */
interface Decision {
    readonly contact: string;
    readonly entry?: Entry;
    readonly index?: number;
}
type StateDifference = {
    readonly field: 'two_way';
    readonly number: string;
    readonly wanted: string | null;
    readonly found: string | null;
} | {
    readonly field: 'opted_out';
    readonly wanted: readonly string[];
    readonly found: readonly string[];
} | {
    readonly field: 'property';
    readonly case: string;
    readonly name: string;
    readonly wanted: string;
    readonly found?: string | undefined;
} | {
    readonly field: 'queued';
    readonly wanted: number;
    readonly found: number;
} | {
    readonly field: 'next_due';
    readonly alert: string;
    readonly wanted: PromisedTime | null;
    readonly found?: Instant | undefined;
} | {
    readonly field: 'session';
    readonly contact: string;
    readonly wanted: PromisedSession;
    readonly found: string;
};
/** The first line in which the run's transcript differs from the file; without `line` there is no file. */
interface TranscriptDifference {
    readonly file: string;
    /** Counts from 1. */
    readonly line?: number;
    /** undefined: the file ends here. */
    readonly wanted?: string | undefined;
    /** undefined: the transcript ends here. */
    readonly found?: string | undefined;
}
interface InvariantBreak {
    readonly what: string;
    readonly entries: readonly number[];
}

/** What a rehearsal came to. */
interface Run$1 {
    readonly plan: Plan;
    readonly seed: number;
    /** Release of the time zone data, such as 2026f. */
    readonly tz: string;
    readonly startsAt: Instant;
    /** The last instant of the virtual clock. */
    readonly endsAt: Instant;
    readonly journal: JournalView;
    readonly verdicts: readonly Verdict[];
    readonly totals: Totals;
    /** SHA-256 of every byte of the journal, hex. */
    readonly digest: string;
    /** No verdict is broken. */
    readonly ok: boolean;
}
/** The entries of one run, in order; `seq` is index + 1. */
interface JournalView {
    /** How many entries, without the `run` and `end` lines. */
    readonly length: number;
    entry(index: number): Entry;
    entries(): IterableIterator<Entry>;
    /** Every line as written to a file, `run` and `end` included, each ending in a newline. */
    lines(): IterableIterator<string>;
}
/** What the `end` line counts. */
interface Totals {
    readonly sms: number;
    readonly email: number;
    readonly errors: number;
    readonly errors_by_code: Readonly<Record<string, number>>;
    readonly inbound: number;
    readonly attempts: number;
    readonly held: number;
    readonly skipped: number;
    readonly warnings: number;
    readonly segments: number;
    /** Ids of messages neither sent nor ended, in order of queueing. */
    readonly pending: readonly string[];
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
/** No response came. */
interface WireFailure {
    readonly failure: 'refused' | 'reset' | 'timeout' | 'garbage';
}

/** One request and what came back, without its secrets. */
interface Exchange {
    readonly id: string;
    readonly attempt: number;
    /** Name. */
    readonly gateway: string;
    readonly request: WireRequest;
    readonly response: WireResponse | WireFailure;
}

/** The journal on paper: one line of JSON for each entry, keys in a fixed order, each ending in a newline. */

/** How much of the journal is written: everything, or without what only explains (`--journal-level sent`). */
type JournalLevel = 'all' | 'sent';

interface RehearseOptions {
    /** Takes every line of the journal as it is made, newline included. */
    readonly sink?: (line: string) => void;
    /** Keep the entries in memory; false: memory does not grow with the number of messages. */
    readonly keep?: boolean;
    /** What the sink gets; the digest is always over everything. */
    readonly journalLevel?: JournalLevel;
    /** Takes every request to a gateway and its answer. */
    readonly onExchange?: (exchange: Exchange) => void;
    /** Takes every entry as it is made, whether entries are kept or not; `seq` counts from 1. */
    readonly onEntry?: (seq: number, entry: Entry) => void;
    /** false: every message is decided by itself, and not as the one before; the journal is the same, and it takes longer. */
    readonly cohorts?: boolean;
    /** Takes the virtual time now and then, and how many entries there are. */
    readonly onProgress?: (now: Instant, entries?: number) => void;
}

/** Which entries of a journal a test means: fields that must all fit. */

/** Fields of entries that a filter may name. */
type FilteredField = Extract<keyof Entry, ('to' | 'channel' | 'via' | 'alert' | 'broadcast' | 'keyword' | 'survey' | 'case' | 'cause') | ('number' | 'address' | 'language' | 'text' | 'subject' | 'code' | 'level' | 'from_number')>;
/**
 * Fields that must all fit: text whole, or an expression. `to` is the key of a contact, a number with or without plus,
 * or an address.
 */
type EntryFilter = {
    readonly [F in FilteredField]?: string | RegExp;
};

/** The decision trail of one contact: what the journal says about it, in order, alert by alert. */

/** One thing that happened or was decided. */
interface Step {
    readonly seq: number;
    readonly at: Instant;
    /** In the project's zone. */
    readonly wall: string;
    readonly kind: Entry['kind'];
    /** In plain words. */
    readonly sentence: string;
    /** Which rule chose what: `zone`, `number`, `language`, `gateway`, … */
    readonly facts: readonly (readonly [name: string, value: string])[];
}
/** The steps of one alert, broadcast or keyword; the first section is the contact's own. */
interface TrailSection {
    readonly title: string;
    readonly steps: readonly Step[];
}
interface Trail {
    readonly contact: string;
    /** The same for people: `Amina Lema (3bc36664)`. */
    readonly label: string;
    /** `pregnancy "Asha"`; undefined for users and numbers. */
    readonly about: string | undefined;
    readonly zone: string;
    /** What held before the first line. */
    readonly notes: readonly string[];
    readonly sections: readonly TrailSection[];
    /** How each section ended, a line each. */
    readonly endings: readonly string[];
}

/** What tests ask of a run: what was sent, what was not, and why. */

/** What a rehearsal came to, and what can be asked of it. */
interface Run extends Run$1 {
    /**
     * What gateways accepted, in order; with a filter what fits it: `run.sent({ to: 'asha', via: 'TWILIO' })`.
     * @throws Error when the entries were not kept.
     */
    sent(filter?: EntryFilter): EntryOf<'sent'>[];
    /**
     * What ended without being sent, in order; with a filter what fits it: `run.errors({ code: 'NO_PHONE_NUMBER' })`.
     * @throws Error when the entries were not kept.
     */
    errors(filter?: EntryFilter): EntryOf<'error'>[];
    /**
     * Every decision about one contact, as `drysend why` tells it.
     * @param who a key, number, address, id or name, or the beginning of one
     * @throws Error when nobody or more than one contact is meant, or the entries were not kept.
     */
    why(who: string, options?: WhyOptions): WhyTrail;
}
interface WhyOptions {
    /** Key of an alert or broadcast: only its decisions. */
    readonly alert?: string;
    /** The message nearest to this time: `2026-03-09 09:00` in the project's zone, or milliseconds since 1970 UTC. */
    readonly at?: string | number;
}
/** The decisions as data, and the text that `drysend why` prints. */
interface WhyTrail extends Trail {
    readonly text: string;
}

/**
 * The lines that `drysend run` prints under the title of a broken verdict: what came instead, how it differs, and
 * why. None for a verdict that is kept.
 */
declare function verdictText(explanation: Explanation, plan: Plan): string[];

/** Something a scenario's author can mend: what is wrong, where, and what would put it right. */
interface Problem {
    readonly file: string;
    /** From 1. */
    readonly line: number;
    /** From 1, in characters. */
    readonly column: number;
    /** The column after the last character, when it is on the same line. */
    readonly endColumn?: number;
    /** Where in the file's own terms: `cases.asha.time_zone`. */
    readonly path: string;
    readonly found: string;
    readonly wanted: string;
    readonly hint?: string;
    /** Set when it stands for so many problems that are not listed one by one. */
    readonly count?: number;
    /** Set then, when there may be more: not all of the file was read. */
    readonly isCutShort?: boolean;
}

/** A scenario that cannot be run; its message shows every problem with its place and its cure. */
declare class ScenarioError extends Error {
    readonly problems: readonly Problem[];
    constructor(message: string, problems?: readonly Problem[]);
    /** From what the loader found wrong in a file. */
    static from(problems: readonly Problem[], texts: ReadonlyMap<string, string>): ScenarioError;
}

/** A scenario that has been read and found sound. A file may hold several, and so several plans. */
interface Scenario {
    readonly plans: readonly Plan[];
}
interface ScenarioOptions {
    /** Overrides the file's own seed. */
    readonly seed?: number;
    /** Folders whose files the scenario may read besides those below its own folder (docs/security.md). */
    readonly allowRead?: readonly string[];
    /** Folders that it may also write to. The library writes nothing, so here it is the same as `allowRead`. */
    readonly allowWrite?: readonly string[];
}
/**
 * Reads a scenario from an object in the scenario language (docs/scenarios.md), or from its YAML text.
 * @throws ScenarioError with every problem at once, when it is not sound.
 */
declare function defineScenario(value: ScenarioDefinition | string, options?: ScenarioOptions): Scenario;
/**
 * Reads a scenario file.
 * @throws ScenarioError when the file cannot be read, or does not parse.
 */
declare function readScenario(path: string, options?: ScenarioOptions): Scenario;
/** What can be rehearsed: a scenario that was read, one as an object, or the path of a scenario file. */
type Rehearsable = Scenario | ScenarioDefinition | string;
/**
 * Rehearses a scenario on the virtual clock. A broken promise is a verdict of the run and never an error: look at
 * `run.ok` and `run.verdicts`.
 * @throws ScenarioError when the file does not parse, or holds more than one scenario: use rehearseAll; LimitReached
 * when it takes more messages, time or memory than the options allow.
 */
declare function rehearse(scenario: Rehearsable, options?: RehearseOptions & ScenarioOptions & Limits): Run;
/**
 * Rehearses every scenario of a file, in order. The limits hold for all of them together.
 * @throws ScenarioError and LimitReached as rehearse.
 */
declare function rehearseAll(scenario: Rehearsable, options?: RehearseOptions & ScenarioOptions & Limits): Run[];
/**
 * Rehearses one plan of a scenario.
 * @throws ScenarioError with one problem, when the scenario has a fault that only running it could show; LimitReached
 * as rehearse.
 */
declare function rehearsePlan(plan: Plan, options?: RehearseOptions & Limits): Run;

export { LimitReached, ScenarioError, defineScenario, readScenario, rehearse, rehearseAll, rehearsePlan, verdictText };
export type { Because, Entry, EntryFilter, EntryKind, EntryOf, Explanation, GatewayEvidence, JournalView, LanguageEvidence, Limits, NumberEvidence, Plan, Rehearsable, RehearseOptions, Run, Scenario, ScenarioOptions, Step, Totals, Trail, TrailSection, Verdict, WhyOptions, WhyTrail, ZoneEvidence };
