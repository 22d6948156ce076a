import type { Limits } from '../adapters/interruptible.ts';
import type { Plan } from '../core/model/plan.ts';
import type { LoadOptions, SpillOptions } from './load-options.ts';

/** What was asked of `drysend run`. */
export interface RunOptions extends LoadOptions, SpillOptions, StoryOptions, OutputOptions {
  readonly grep?: string;
  readonly tag: readonly string[];
  readonly seed?: number;
  readonly list?: true;
  readonly lastFailed?: true;
  readonly watch?: true;
  readonly bail?: true;
  readonly shard?: Shard;
  /** Threads. */
  readonly parallel?: number;
  readonly shrink?: true;
  readonly shrinkTo?: string;
  readonly shrinkRuns?: number;
  readonly shrinkSeconds?: number;
}

/** How each story is run. */
export interface StoryOptions extends Limits {
  readonly journalLevel: 'all' | 'sent';
  readonly update?: true;
  readonly checkDeterminism?: true;
  readonly wire?: true;
  /** `--no-cohorts`: every message is decided by itself. */
  readonly cohorts?: boolean;
  /** Threads that share the cases of each story. */
  readonly workers?: number;
  /** Count what is exercised. */
  readonly coverage?: true;
}

/** What is written. */
export interface OutputOptions {
  readonly reporter: readonly string[];
  readonly json?: true;
  readonly journal?: string;
  /** The journal is gone on with. */
  readonly resume?: true;
  readonly exchanges?: string;
  readonly blob?: string;
  /** `text`, `json=file`, … */
  readonly coverageReport?: readonly string[];
  /** `80`, `languages=100`. */
  readonly coverageMin?: readonly string[];
}

/** What `drysend merge` writes of the shards. */
export type MergeOptions = OutputOptions & Pick<StoryOptions, 'coverage'>;

/** One part of a run: the first of three is `{ index: 1, count: 3 }`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** A story that is to run, and its place among all that were chosen, of every shard. */
export interface ChosenPlan {
  readonly plan: Plan;
  readonly index: number;
}
