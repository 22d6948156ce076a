import type { RepeatedBlock } from '../../core/journal/repeated-block.ts';
import type { Ledger } from '../../core/journal/totals.ts';
import type { Entry, EntryKind } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Scene } from './scene.ts';

/** What is known at the end of a run. */
export interface End {
  readonly ledger?: Ledger | undefined;
  readonly endsAt: Instant;
  readonly pending: readonly string[];
}

/** An entry as it goes by: its place in the journal, and what was so just before it. */
export interface Moment {
  readonly entry: Entry;
  readonly index: number;
  readonly scene: Scene;
}

/** Reports that the invariant is broken; `entries` are the places in the journal that show it. */
export type Report = (what: string, ...entries: readonly number[]) => void;

/** One always-on check: it sees every entry of its kinds once, and keeps no more than it must. */
export interface Invariant {
  readonly name: string;
  /** Kinds of entries it looks at. */
  readonly kinds: readonly EntryKind[];
  begin(plan: Plan, report: Report): Observer;
}

export interface Observer {
  observe(moment: Moment): void;
  /**
   * The same for entries that are as entries before in all but their times; `index` is the first one's. False: each has to be
   * looked at whole, and none has been; so it is where this is left out.
   */
  repeat?(block: RepeatedBlock, index: number, scene: Scene): boolean;
  finish?(end: End, scene: Scene): void;
  /** Things that are no break but must be known. */
  remarks?(): readonly string[];
}
