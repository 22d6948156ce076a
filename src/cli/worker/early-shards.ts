/** Shards of a story that are given out as soon as its cases are read: they run while these are still inspected. */
import { isOnDisk } from '../../core/model/many-cases.ts';
import type { Plan } from '../../core/model/plan.ts';
import { cutOf, shardPlans } from '../../shards/cut.ts';
import { ShardPool } from './shard-pool.ts';
import type { ShardWork } from './shard-protocol.ts';

/** What a story is run with. */
export interface EarlyWork extends Omit<ShardWork, 'shard'> {
  readonly workers: number;
}

export class EarlyShards {
  readonly #workFor: (plan: Plan) => EarlyWork | undefined;
  #begun: { readonly plan: Plan; readonly work: EarlyWork; readonly pool: ShardPool } | undefined;

  /** `workFor`: what a story is surely run with, should it turn out to be sound; undefined: that is not known yet. */
  constructor(workFor: (plan: Plan) => EarlyWork | undefined) {
    this.#workFor = workFor;
  }

  /** Begins with the first story that can be cut; the others wait for their turn. */
  readonly begin = (plan: Plan): void => {
    if (this.#begun || isOnDisk(plan.cases)) return;
    const work = this.#workFor(plan);
    if (work === undefined || work.workers === 1) return;
    const cut = cutOf(plan);
    if (cut.kind === 'whole') return;
    const { workers, ...shardWork } = work;
    this.#begun = { plan, work, pool: new ShardPool(shardPlans(plan, cut, workers), shardWork) };
  };

  /** The shards of a story where they have begun, run in this way; it is for the caller then to close them. */
  take(plan: Plan, work: EarlyWork): ShardPool | undefined {
    const begun = this.#begun;
    // A plan that was made whole since has the same timeline.
    if (begun?.plan.timeline !== plan.timeline) return undefined;
    if (JSON.stringify(begun.work) !== JSON.stringify(work)) return undefined;
    this.#begun = undefined;
    begun.pool.notices = plan.notices;
    return begun.pool;
  }

  /** Ends those that nobody has taken. */
  async close(): Promise<void> {
    await this.#begun?.pool.close();
    this.#begun = undefined;
  }
}
