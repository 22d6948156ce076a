/** Follows a run in the queue to its end; adds it again where Redis has lost it. */
import type { FleetClient } from './client.ts';
import { type Edition, editionCure, editionText, isSameEdition } from './edition.ts';
import { type MergeDone, mergeDoneFrom, mergeIdOf, progressFrom, shardIdOf } from './jobs.ts';
import { FleetProblem } from './problem.ts';
import { isCancelled, workersOf } from './registry.ts';
import type { ResultStore } from './result-store.ts';
import { type FleetOrder, mergeJobOf, type PackedRun, submitRun } from './submit.ts';

export interface RunProgress {
  readonly shards: number;
  readonly done: number;
  /** From 0 to 1, of the shards. */
  readonly share: number;
  /** Of the journal, as far as they are known. */
  readonly lines: number;
}

export interface FollowOptions {
  readonly client: FleetClient;
  readonly order: FleetOrder;
  readonly store: ResultStore;
  /** Puts its parts into the store, as far as they are not there. */
  readonly pack: () => Promise<PackedRun>;
  readonly onProgress: (progress: RunProgress) => void;
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
}

const LOOK_MS = 100;
/** Between two looks at how far it is, each of which takes several requests. */
const PROGRESS_MS = 1000;
/** Between two looks at who is there. */
const WORKERS_MS = 10_000;
/** Of a result that was damaged the run is made again so often. */
const AGAIN_MAX = 3;
/** Jobs at work that are asked how far they are. */
const ACTIVE_MAX = 256;

export async function followRun(options: FollowOptions): Promise<MergeDone> {
  const { client, order, pack, signal, tell } = options;
  let again = 0;
  let nextWorkers = 0;
  for (let passed = 0; ; passed += LOOK_MS) {
    signal.throwIfAborted();
    const state = await client.queue.getJobState(mergeIdOf(order.run));
    if (state === 'completed') {
      const done = mergeDoneFrom((await mergeJobOf(client, order.run))?.returnvalue);
      if (done && (await isThere(done, options.store))) return done;
    }
    if (state === 'completed' || state === 'unknown') {
      if (passed > 0 && (await isCancelled(client.redis, order.run))) throw cancelled(order.run);
      if (passed > 0 && state === 'unknown')
        tell(`run ${order.run} is not in Redis any longer: it is given to the fleet again`);
      await submitRun(client, order, await pack());
    }
    if (state === 'failed') {
      const reason = await reasonOf(client, order, (await mergeJobOf(client, order.run))?.failedReason);
      if (passed > 0 && (await isCancelled(client.redis, order.run))) throw cancelled(order.run);
      // What failed before this command came is tried again.
      if (passed > 0 && (again >= AGAIN_MAX || !reason.includes('is damaged')))
        throw new FleetProblem(
          `run ${order.run} failed: ${reason}`,
          'When that is mended, the same command goes on where the run stands.',
        );
      if (passed > 0) tell(reason);
      again += 1;
      await submitRun(client, order, await pack());
    }
    if (state !== 'unknown' && passed >= nextWorkers) {
      nextWorkers = passed + WORKERS_MS;
      await tellWorkers(client, tell);
    }
    if (passed % PROGRESS_MS === 0) options.onProgress(await progressOf(client, order));
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** A result that was found to be damaged is there no longer. */
async function isThere({ journal, result }: MergeDone, store: ResultStore): Promise<boolean> {
  const digests = new Set((await store.list(journal.run)).map(({ sha256 }) => sha256));
  return digests.has(journal.sha256) && digests.has(result.sha256);
}

const cancelled = (run: string): FleetProblem =>
  new FleetProblem(`run ${run} was cancelled`, 'The same command begins it again.', 'cancelled');

/** What the first shard that failed says, else the job itself. */
async function reasonOf(
  { bullmq, queue }: FleetClient,
  { run, shards }: FleetOrder,
  own: string | undefined,
): Promise<string> {
  for (let index = 0; index < shards; index += 1) {
    const shard = await bullmq.Job.fromId(queue, shardIdOf(run, index));
    if (shard?.failedReason && (await shard.getState()) === 'failed')
      return `shard ${index + 1}: ${shard.failedReason}`;
  }
  return own ?? 'nobody says why';
}

async function progressOf(
  client: FleetClient,
  { run, shards }: Pick<FleetOrder, 'run' | 'shards'>,
): Promise<RunProgress> {
  const none = { shards, done: 0, share: 0, lines: 0 };
  const job = await mergeJobOf(client, run);
  if (!job || shards === 0) return none;
  const { processed = 0 } = await job.getDependenciesCount({ processed: true });
  const active = await client.queue.getActive(0, ACTIVE_MAX - 1);
  let share = processed;
  let lines = 0;
  for (const one of active) {
    if (one.data.kind !== 'shard' || one.data.run !== run) continue;
    const progress = progressFrom(one.progress);
    share += progress.share;
    lines += progress.lines;
  }
  return { shards, done: processed, share: Math.min(1, share / shards), lines };
}

/** Why nothing moves. */
async function tellWorkers({ redis, edition }: FleetClient, tell: (text: string) => void): Promise<void> {
  const workers = await workersOf(redis);
  if (workers.some((one) => isSameEdition(one.edition, edition))) return;
  tell(
    noWorkersText(
      edition,
      workers.map((one) => one.edition),
    ),
  );
}

export function noWorkersText(own: Edition, others: readonly Edition[]): string {
  const [other] = others;
  if (!other) return `no worker of ${editionText(own)} is there: start some by drysend fleet worker`;
  const kinds = [...new Set(others.map(editionText))].join('; ');
  return `no worker of ${editionText(own)} is there, and ${others.length} of another edition that leave this run alone (${kinds}). ${editionCure(own, other)}`;
}
