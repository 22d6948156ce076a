/** A thread of `drysend run --workers`: it runs one shard of a story. */
import { parentPort, workerData } from 'node:worker_threads';
import { valueIn } from '../../adapters/files/local-file.ts';
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

const command = parentPort!;
const { work, flow } = workerData as ShardStart;
const { shard, cohorts, counts, lines } = typeof work === 'string' ? (valueIn(work) as ShardWork) : work;
const flown = new Int32Array(flow);
let blocks = 0;

try {
  command.postMessage({ kind: 'end', end: counted() } satisfies ShardReport);
} catch (error) {
  command.postMessage(failure(mendable(shard.plan, error)));
}

function counted(): CountedShard {
  const { plan } = shard;
  const roster = counts ? new RosterCollector({ plan, zone: zoneOfProject(plan.project) }) : undefined;
  const end = runShard(shard, {
    onBlock: give,
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

/** Waits where the others are too far behind. */
function give(block: ShardBlock): void {
  for (let count = Atomics.load(flown, 0); blocks - count >= BLOCKS_AHEAD; count = Atomics.load(flown, 0))
    Atomics.wait(flown, 0, count);
  blocks += 1;
  const { rows, bytes } = block;
  command.postMessage({ kind: 'block', block, share: shareAt(rows.at(AT - ROW)!) } satisfies ShardReport, [
    rows.buffer as ArrayBuffer,
    bytes.buffer as ArrayBuffer,
  ]);
}

/** How far the clock of the story is, from 0 to 1. */
function shareAt(at: number): number {
  const { startsAt, endsAt } = shard.plan;
  return endsAt === undefined || endsAt === startsAt ? 0 : Math.min(1, (at - startsAt) / (endsAt - startsAt));
}

function failure(error: unknown): ShardReport {
  if (error instanceof ScenarioError)
    return { kind: 'failed', message: error.message, problems: error.problems };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'failed', message, problems: [] };
}
