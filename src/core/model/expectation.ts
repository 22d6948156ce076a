import type { DayNumber, Instant, SecondOfDay } from './instant.ts';

/** Where something stands in a scenario file; line and column count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A time in an expectation: an instant, or a wall time in the recipient's own zone. */
export interface PromisedTime {
  /** undefined for `local` times. */
  readonly at?: Instant;
  /** Set for `local` times. */
  readonly local?: { readonly day: DayNumber; readonly second: SecondOfDay };
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
    }
  | { readonly kind: 'state'; readonly source: SourceLocation; readonly state: PromisedState }
  | { readonly kind: 'in_order'; readonly source: SourceLocation; readonly entries: readonly PromisedRow[] }
  | {
      readonly kind: 'transcript';
      readonly source: SourceLocation;
      readonly file: string;
      /** What the file holds; undefined: it is not there. */
      readonly text?: string;
    };

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
