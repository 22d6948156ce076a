/** The counts of a report: a small JSON document that the page paints before anything else is read. */
import type { Totals } from '../../../core/model/run.ts';
import type { Outcome } from '../../scenario-result.ts';
import type { StoryCounts } from './story-record.ts';

export interface ReportSummary {
  readonly kind: 'run';
  /** Of drysend. */
  readonly version: string;
  readonly ok: boolean;
  /** Release of the time zone data. */
  readonly tz: string;
  readonly digest: string;
  /** Chosen but not rehearsed. */
  readonly notRun: number;
  readonly stories: readonly StorySummary[];
}

export interface StorySummary {
  readonly title: string;
  /** `scenarios/visits.yaml:12` */
  readonly where: string;
  readonly tags: readonly string[];
  readonly outcome: Outcome;
  readonly seed: number;
  /** Name of the project's. */
  readonly zone: string;
  /** Milliseconds since 1970 UTC, both ends of the virtual clock. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly digest: string;
  readonly totals: Omit<Totals, 'pending'> & { readonly pending: number };
  readonly keptCount: number;
  readonly failures: readonly FailureSummary[];
  readonly failuresLeftOut: number;
  /** The command that does it again. */
  readonly replay: string;
  /** undefined: drysend itself failed on it. */
  readonly counts: StoryCounts | undefined;
}

export interface FailureSummary {
  readonly title: string;
  readonly lines: readonly string[];
  readonly where?: string | undefined;
}
