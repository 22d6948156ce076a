import type { Plan } from '../../src/core/model/plan.ts';
import type { Run } from '../../src/core/model/run.ts';
import { LinePages } from '../../src/rehearse.ts';
import { type Cut, cutOf, shardPlans } from '../../src/shards/cut.ts';
import { DailyLimitMet } from '../../src/shards/merged-journal.ts';
import { type MergeOptions, rehearseShards, type ShardRuns } from '../../src/shards/rehearse-shards.ts';
import { runShard } from '../../src/shards/run-shard.ts';
import type { ShardBlock } from '../../src/shards/unit-rows.ts';

/** All shards of a story run in this thread, one after another. */
function shardsHere(plan: Plan, cut: Extract<Cut, { kind: 'parts' }>, count: number): ShardRuns {
  const runs = shardPlans(plan, cut, count).map((shard) => {
    const blocks: ShardBlock[] = [];
    const end = runShard(shard, { onBlock: (block) => blocks.push(block) });
    return { end, source: { next: async () => blocks.shift() } };
  });
  return { sources: runs.map(({ source }) => source), ends: async () => runs.map(({ end }) => end) };
}

/** The run of a story that is cut, and its journal; undefined: it cannot be cut. */
export async function inShards(
  plan: Plan,
  count: number,
  options: Partial<MergeOptions> = {},
): Promise<{ readonly run: Run; readonly journal: string } | undefined> {
  const cut = cutOf(plan);
  if (cut.kind === 'whole') return undefined;
  const pages: Buffer[] = [];
  const run = await rehearseShards(plan, shardsHere(plan, cut, count), {
    follows: true,
    keep: false,
    pages: new LinePages((page) => void pages.push(Buffer.from(page))),
    ...options,
  }).catch((error: unknown) => {
    if (error instanceof DailyLimitMet) return undefined;
    throw error;
  });
  return run && { run, journal: Buffer.concat(pages).toString('utf8') };
}
