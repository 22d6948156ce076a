import type { Entry } from './entry.ts';
import type { Instant } from './instant.ts';
import type { Plan } from './plan.ts';
import type { Verdict } from './verdict.ts';

/** What a rehearsal came to. */
export interface Run {
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
export interface JournalView {
  /** How many entries, without the `run` and `end` lines. */
  readonly length: number;
  entry(index: number): Entry;
  entries(): IterableIterator<Entry>;
  /** Every line as written to a file, `run` and `end` included, each ending in a newline. */
  lines(): IterableIterator<string>;
}

/** What the `end` line counts. */
export interface Totals {
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
