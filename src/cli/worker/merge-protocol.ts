/** What a worker of a fleet and the thread that puts shards together say to each other: plain values only. */
import type { LocalFile } from '../../adapters/files/local-file.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { StoryOptions } from '../run-options.ts';

/** What the merge is made of, besides the shards: the file of a run's plan. */
export interface MergePlan {
  readonly plan: Plan;
  readonly options: StoryOptions;
  readonly needsRecord: boolean;
  readonly needsLists: boolean;
}

export interface MergeStart {
  readonly plan: string;
  /** None: the story is run here. */
  readonly shards: readonly string[];
  /** Paths of the two files begin so. */
  readonly scratch: string;
  readonly debug: boolean;
}

/** The file of a run's result. */
export interface MergeResult {
  /** As `encodeResult` has it. */
  readonly story: string;
  /** What is to be said on stderr. */
  readonly err: string;
}

export type MergeReport =
  | { readonly kind: 'end'; readonly journal: LocalFile; readonly result: LocalFile }
  | { readonly kind: 'failed'; readonly reason: string; readonly code: string | undefined };
