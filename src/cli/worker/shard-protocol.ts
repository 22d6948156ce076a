/** What a run and the threads of its shards say to each other: plain values only. */

import type { Roster } from '../../report/roster/roster.ts';
import type { Problem } from '../../scenario/problem.ts';
import type { ShardLines } from '../../shards/block-writer.ts';
import type { ShardPlan } from '../../shards/cut.ts';
import type { ShardEnd } from '../../shards/run-shard.ts';
import type { ShardBlock } from '../../shards/unit-rows.ts';

/** What is run. */
export interface ShardWork {
  readonly shard: ShardPlan;
  readonly cohorts: boolean;
  /** Counts for the report are wanted. */
  readonly counts: boolean;
  /** What is wanted of the journal; all unless given. */
  readonly lines?: ShardLines;
}

/** How the shards of a story are run of which only counts are wanted. */
export const rosterWork = { cohorts: true, counts: true, lines: 'warnings' } as const;

/** The first that a thread is told; the work, or the file that has it, as Node writes values. */
export interface ShardStart {
  readonly work: ShardWork | string;
  /** One number: how many of its blocks have been taken. */
  readonly flow: SharedArrayBuffer;
}

/** A thread waits when so many of its blocks have not been taken. */
export const BLOCKS_AHEAD = 64;

export interface CountedShard extends ShardEnd {
  readonly roster?: Omit<Roster, 'people'> | undefined;
}

export type ShardReport =
  | { readonly kind: 'block'; readonly block: ShardBlock; readonly share: number }
  | { readonly kind: 'end'; readonly end: CountedShard }
  /** The scenario has a fault that only running it shows, or drysend has one: then there are no problems. */
  | { readonly kind: 'failed'; readonly message: string; readonly problems: readonly Problem[] };
