import type { Counters } from '../dispatch/counters.ts';
import type { Outbox } from '../dispatch/outbox.ts';
import type { Receipts } from '../dispatch/receipts.ts';
import type { Sessions } from '../inbound/sessions.ts';
import type { Instances, Source } from '../trigger/instances.ts';
import type { World } from '../world/world.ts';

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
