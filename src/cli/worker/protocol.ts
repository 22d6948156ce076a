/** What the command and its threads say to each other: plain values only. */
import type { PlanOptions } from '../load-plans.ts';
import type { StoryOptions } from '../run-options.ts';
import type { ScenarioFile } from '../scenario-files.ts';

/** What a thread knows from its start. */
export interface ThreadStart {
  readonly options: PlanOptions & StoryOptions;
  /** Which lines are wanted. */
  readonly wants: {
    readonly journal: boolean;
    readonly exchanges: boolean;
    readonly record: boolean;
    /** As `needsLists` of the story's sinks. */
    readonly lists: boolean;
  };
  readonly errorColour: boolean;
  readonly debug: boolean;
}

/** A story to run: its file, and its place among the file's stories. */
export interface Job {
  readonly index: number;
  readonly file: ScenarioFile;
  readonly ordinal: number;
}

/** Lines come in pieces while the story runs; the result ends it. */
export type ThreadReport =
  | { readonly kind: 'journal' | 'exchange'; readonly index: number; readonly text: string }
  | {
      readonly kind: 'result';
      readonly index: number;
      /** As `encodeResult` has it. */
      readonly result: string;
      /** What is to be said on stderr. */
      readonly err: string;
    }
  | { readonly kind: 'failed'; readonly index: number; readonly reason: string };
