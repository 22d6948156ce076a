import type { DayNumber, Instant, SecondOfDay } from './instant.ts';

/** Where something stands in a scenario file; line and column count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The clock that a time of day is read on: the zone in force for each message, the project's, another zone's, or seconds east of Greenwich. */
export type DailyClock = 'local' | 'project' | { readonly zone: string } | { readonly offsetSeconds: number };

/** A time in an expectation: an instant, a wall time in the recipient's own zone, or a time of any day. */
export interface PromisedTime {
  /** undefined for `local` times. */
  readonly at?: Instant;
  /** Set for `local` times. */
  readonly local?: { readonly day: DayNumber; readonly second: SecondOfDay };
  /** Set for times of day. */
  readonly daily?: { readonly second: SecondOfDay; readonly clock: DailyClock };
  /** `09:00` is that minute, `09:00:00` that second. */
  readonly precision: 'minute' | 'second' | 'ms';
  /** As written, for messages. */
  readonly text: string;
}

export type Channel = 'sms' | 'email' | 'error' | 'inbound' | 'warning';

/** The fields of an expectation; one left out matches anything. */
export interface PromisedFields {
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
  readonly on?: { readonly day: DayNumber; readonly local: boolean; readonly text: string };
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
export type Expectation =
  | { readonly kind: Channel; readonly source: SourceLocation; readonly fields: PromisedFields }
  | { readonly kind: 'nothing'; readonly source: SourceLocation; readonly fields: PromisedFields }
  | {
      readonly kind: 'count';
      readonly source: SourceLocation;
      readonly fields: PromisedFields;
      readonly is?: number;
      readonly atLeast?: number;
      readonly atMost?: number;
      /** Its rows need no other promise. */
      readonly claims?: boolean;
    }
  | EachExpectation
  | NoDoublesExpectation
  | NoNightsExpectation
  | CostExpectation
  | { readonly kind: 'state'; readonly source: SourceLocation; readonly state: PromisedState }
  | { readonly kind: 'in_order'; readonly source: SourceLocation; readonly entries: readonly PromisedRow[] }
  | {
      readonly kind: 'transcript';
      readonly source: SourceLocation;
      readonly file: string;
      /** What the file holds; undefined: it is not there. */
      readonly text?: string;
    };

/** Every message that `of` selects is as `fields` say; there is at least one. */
export interface EachExpectation {
  readonly kind: 'each';
  readonly source: SourceLocation;
  readonly of: PromisedFields;
  readonly fields: PromisedFields;
}

/** No two messages with the same words to one number or address within a time. */
export interface NoDoublesExpectation {
  readonly kind: 'no_doubles';
  readonly source: SourceLocation;
  readonly of: PromisedFields;
  readonly withinMs: number;
}

/** No message from one time of day until another, both inclusive; over midnight where `from` is the later. */
export interface NoNightsExpectation {
  readonly kind: 'no_nights';
  readonly source: SourceLocation;
  readonly of: PromisedFields;
  readonly from: PromisedTime;
  readonly until: PromisedTime;
  /** `reader`: the contact's own zone, whatever zone the schedule reads. */
  readonly clock: 'reader' | 'project' | { readonly zone: string };
}

/** What the messages cost in one currency, in any one period, is so much at most. */
export interface CostExpectation {
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

export interface PromisedRow {
  readonly kind: Channel;
  readonly source: SourceLocation;
  readonly fields: PromisedFields;
}

/** `open` and `closed`, or what Messaging History shows of the newest survey. */
export type PromisedSession = 'open' | 'closed' | 'in_progress' | 'completed' | 'partial' | 'not_finished';

/** What must be true of the world at the end (or at that point of the timeline). */
export interface PromisedState {
  /** number (digits) → key of its owner, null: nobody. */
  readonly twoWay?: ReadonlyMap<string, string | null>;
  /** The exact set of digits. */
  readonly optedOut?: readonly string[];
  readonly property?: { readonly case: string; readonly values: ReadonlyMap<string, string> };
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
