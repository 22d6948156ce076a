/** A promise kept or broken, and what shows it, as data; `src/report/verdict/` makes sentences of it. */
import type { LanguageEvidence } from './because.ts';
import type { Entry } from './entry.ts';
import type { Channel, Expectation, PromisedSession, PromisedTime, SourceLocation } from './expectation.ts';
import type { Instant } from './instant.ts';
import type { MessageChange } from './message-change.ts';

export interface Verdict extends Explanation {
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
export interface Explanation {
  /** Of a list of times, those at which no row came. */
  readonly missingTimes?: readonly PromisedTime[];
  /** Index of the first entry of `in_order` for which no row came after the one before it. */
  readonly missingEntry?: number;
  /** Set when there is no row at all for the contact: in the whole run, or within 24 hours of the time. */
  readonly absent?: { readonly contact: string; readonly from: 'run' | 'day' } | undefined;
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

export interface ManyEvidence {
  /** Messages that the promise is about. */
  readonly count: number;
  /** How many of them are not as promised. */
  readonly failed: number;
  /** In how many each field differs, most often first. */
  readonly fields: readonly { readonly field: string; readonly count: number }[];
  /** The next that fail after `nearest`. */
  readonly others: readonly NearestRow[];
}

/** Amounts are exact decimal numbers. */
interface CostEvidence {
  readonly currency: string;
  readonly atMost: string;
  /** `2026-03`, `2026-03-09`; undefined: the whole run. */
  readonly over: readonly { readonly period?: string | undefined; readonly amount: string }[];
  /** Gateways that took messages of the promise and have no price, or one in another currency. */
  readonly unpriced: readonly string[];
}

/** What all rows of one cause have in common. */
export interface ClaimAll {
  readonly count: number;
  /** As the keys of `each`, in order. */
  readonly each: Readonly<Record<string, string>>;
}

/** A message, an error, a text that came in or a warning, as the journal has it. */
export interface JournalRow {
  /** Index of the entry in the journal. */
  readonly index: number;
  readonly kind: Channel;
  readonly entry: Entry;
  /** Who it is to, or from. */
  readonly to: string | undefined;
}

export interface NearestRow extends JournalRow {
  readonly differences: readonly Difference[];
}

/** One way in which a row is not what was expected; `field` is the expectation's, as in a scenario file. */
export type Difference =
  | {
      readonly rule: 'kind';
      readonly field: 'kind';
      readonly wanted: readonly Channel[];
      readonly found: Channel;
    }
  | {
      readonly rule: 'equals';
      readonly field: string;
      readonly wanted: string | number | boolean;
      readonly found?: string | number | boolean | undefined;
    }
  | {
      /** Not in the language that the contact asks for, but in the one that `from` chose. */
      readonly rule: 'own_language';
      readonly field: 'in';
      readonly found?: string | undefined;
      readonly from?: LanguageEvidence['from'] | undefined;
    }
  | {
      /** `near`: more than one letter in ten differs. */
      readonly rule: 'text' | 'near';
      readonly field: 'says' | 'near';
      readonly wanted: string;
      readonly found?: string | undefined;
    }
  | {
      readonly rule: 'contains';
      readonly field: 'contains' | 'html_contains' | 'detail';
      readonly wanted: string;
    }
  | {
      readonly rule: 'matches';
      readonly field: 'matches';
      readonly wanted: string;
      /** Why the pattern was not compared, when it was not. */
      readonly problem?: string | undefined;
      /** The comparison was given up. */
      readonly isTooMuchWork?: boolean;
    }
  | {
      readonly rule: 'time';
      readonly field: 'at' | 'between';
      readonly wanted: readonly PromisedTime[];
      readonly found: Instant;
      /** Milliseconds from the nearest of the times: below 0 it came earlier. */
      readonly offMs: number;
    }
  | {
      readonly rule: 'bound';
      readonly field: 'on' | 'from' | 'until' | 'after' | 'before';
      /** As written. */
      readonly wanted: string;
      readonly found: Instant;
    }
  | {
      readonly rule: 'about';
      readonly field: 'about';
      readonly wanted: Readonly<Record<string, string>>;
      readonly found: Readonly<Record<string, string>>;
    }
  | {
      readonly rule: 'double';
      readonly field: 'within';
      /** When the same words came before. */
      readonly first: Instant;
      readonly apartMs: number;
    }
  | {
      readonly rule: 'night';
      readonly field: 'no_nights';
      /** The wall time on the clock that counts. */
      readonly found: string;
      readonly zone: string;
      /** Whether that clock is the reader's own. */
      readonly isReaders: boolean;
    }
  | { readonly rule: 'claimed'; readonly field: 'claimed' };

/** What the journal says about a contact last; without `entry` it holds no decision. */
export interface Decision {
  readonly contact: string;
  readonly entry?: Entry;
  readonly index?: number;
}

export type StateDifference =
  | {
      readonly field: 'two_way';
      readonly number: string;
      readonly wanted: string | null;
      readonly found: string | null;
    }
  | { readonly field: 'opted_out'; readonly wanted: readonly string[]; readonly found: readonly string[] }
  | {
      readonly field: 'property';
      readonly case: string;
      readonly name: string;
      readonly wanted: string;
      readonly found?: string | undefined;
    }
  | { readonly field: 'queued'; readonly wanted: number; readonly found: number }
  | {
      readonly field: 'next_due';
      readonly alert: string;
      readonly wanted: PromisedTime | null;
      readonly found?: Instant | undefined;
    }
  | {
      readonly field: 'session';
      readonly contact: string;
      readonly wanted: PromisedSession;
      readonly found: string;
    };

/** The first line in which the run's transcript differs from the file; without `line` there is no file. */
export interface TranscriptDifference {
  readonly file: string;
  /** Counts from 1. */
  readonly line?: number;
  /** undefined: the file ends here. */
  readonly wanted?: string | undefined;
  /** undefined: the transcript ends here. */
  readonly found?: string | undefined;
  /**
   * The messages that differ, by person: before is what the file has, after what the run has.
   * @internal
   */
  readonly changes?: readonly MessageChange[];
}

export interface InvariantBreak {
  readonly what: string;
  readonly entries: readonly number[];
}
