import type { Counters } from './counters.ts';
import type { Instances, Source } from './instances.ts';
import type { Outbox } from './outbox.ts';
import type { Receipts } from './receipts.ts';
import type { Sessions } from './sessions.ts';
import type { World } from './world.ts';

/** The world, and all that is under way on it. */
export interface Stage {
  readonly world: World;
  /** Alerts, then broadcasts, in file order. */
  readonly sources: Source[];
  readonly instances: Instances;
  readonly outbox: Outbox;
  readonly counters: Counters;
  readonly receipts: Receipts;
  readonly sessions: Sessions;
  /** Draws of random windows handed in by the scenario, and how many are used up. */
  readonly randomMinutes: { readonly draws: readonly number[] | undefined; used: number };
}
