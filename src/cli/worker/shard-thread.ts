/** A thread of `drysend run --workers`: it runs one shard of a story. */
import { parentPort } from 'node:worker_threads';
import { valueIn } from '../../adapters/files/local-file.ts';
import type { Plan } from '../../core/model/plan.ts';
import { zoneOfProject } from '../../core/time/zone.ts';
import { mendable } from '../../rehearse.ts';
import { RosterCollector } from '../../report/roster/roster.ts';
import { ScenarioError } from '../../scenario/scenario-error.ts';
import { runShard } from '../../shards/run-shard.ts';
import { AT, ROW, type ShardBlock } from '../../shards/unit-rows.ts';
import {
  BLOCKS_AHEAD,
  type CountedShard,
  type ShardReport,
  type ShardStart,
  type ShardWork,
} from './shard-protocol.ts';
import { sharedNames } from './shared-names.ts';

const command = parentPort!;

command.once('message', ({ work, flow }: ShardStart) => {
  const known = sharedNames(typeof work === 'string' ? (valueIn(work) as ShardWork) : work);
  const flown = new Int32Array(flow);
  try {
    command.postMessage({ kind: 'end', end: counted(known, flown) } satisfies ShardReport);
  } catch (error) {
    command.postMessage(failure(mendable(known.shard.plan, error)));
  }
});

function counted({ shard, cohorts, counts, lines }: ShardWork, flown: Int32Array): CountedShard {
  const { plan } = shard;
  const roster = counts ? new RosterCollector({ plan, zone: zoneOfProject(plan.project) }) : undefined;
  const end = runShard(shard, {
    onBlock: giver(plan, flown),
    cohorts,
    ...(lines && { lines }),
    ...(roster && {
      onEntry: (seq, entry) => roster.record(seq, entry),
      onRepeat: (seq, block) => roster.repeat(seq, block),
    }),
  });
  if (!roster) return end;
  const { people: _people, ...plain } = roster.end();
  return { ...end, roster: plain };
}

/** Hands blocks over, and waits where the others are too far behind. */
function giver(plan: Plan, flown: Int32Array): (block: ShardBlock) => void {
  let blocks = 0;
  return (block) => {
    for (let count = Atomics.load(flown, 0); blocks - count >= BLOCKS_AHEAD; count = Atomics.load(flown, 0))
      Atomics.wait(flown, 0, count);
    blocks += 1;
    const { rows, bytes } = block;
    const report = { kind: 'block', block, share: shareAt(plan, rows.at(AT - ROW)!) } satisfies ShardReport;
    command.postMessage(report, [rows.buffer as ArrayBuffer, bytes.buffer as ArrayBuffer]);
  };
}

/** How far the clock of the story is, from 0 to 1. */
function shareAt({ startsAt, endsAt }: Plan, at: number): number {
  return endsAt === undefined || endsAt === startsAt ? 0 : Math.min(1, (at - startsAt) / (endsAt - startsAt));
}

function failure(error: unknown): ShardReport {
  if (error instanceof ScenarioError)
    return { kind: 'failed', message: error.message, problems: error.problems };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'failed', message, problems: [] };
}
