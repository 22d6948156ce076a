/** Who works on what: the runs of all editions, their shards, and the workers. */
import type { FleetClient, FleetQueue, QueuedJob } from './client.ts';
import { type Edition, editionText, isSameEdition, queueOf } from './edition.ts';
import { jobFrom, progressFrom, type ShardProgress } from './jobs.ts';
import { editionsOf, forgetEdition, type WorkerNote, workersOf } from './registry.ts';

interface ShardStatus extends ShardProgress {
  /** From 1. */
  readonly shard: number;
  readonly worker: string | undefined;
}

type RunState = 'waiting' | 'running' | 'merging' | 'done' | 'failed';

export interface RunStatus {
  readonly run: string;
  readonly title: string;
  readonly edition: Edition;
  readonly queue: string;
  readonly state: RunState;
  readonly shards: number;
  readonly done: number;
  /** Those at work. */
  readonly active: readonly ShardStatus[];
  readonly reason: string | undefined;
}

export interface FleetStatus {
  readonly runs: readonly RunStatus[];
  readonly workers: readonly WorkerNote[];
}

/** Runs, and shards at work, that are listed of one edition. */
const LISTED_MAX = 100;

export async function statusOf(client: FleetClient): Promise<FleetStatus> {
  const workers = await workersOf(client.redis);
  const runs: RunStatus[] = [];
  for (const edition of await editionsOf(client.redis)) {
    const queue = client.queueOf(edition);
    const found = await runsIn(queue, edition);
    const isUsed = workers.some((worker) => isSameEdition(worker.edition, edition));
    if (found.length === 0 && !isUsed) await forgetEdition(client.redis, edition);
    runs.push(...found);
  }
  return { runs, workers };
}

async function runsIn(queue: FleetQueue, edition: Edition): Promise<RunStatus[]> {
  const types = ['waiting-children', 'waiting', 'delayed', 'active', 'completed', 'failed'] as const;
  const jobs: QueuedJob[] = [];
  for (const type of types) jobs.push(...(await queue.getJobs([type], 0, 2 * LISTED_MAX - 1)));
  const merges = jobs.filter(({ data }) => data.kind === 'merge').slice(0, LISTED_MAX);
  const active = await queue.getActive(0, LISTED_MAX - 1);
  const runs: RunStatus[] = [];
  for (const merge of merges) {
    const status = await runStatus(merge, active, edition);
    if (status) runs.push(status);
  }
  return runs;
}

async function runStatus(
  merge: QueuedJob,
  active: readonly QueuedJob[],
  edition: Edition,
): Promise<RunStatus | undefined> {
  const job = jobFrom(merge.data);
  if (!job) return undefined;
  const { processed = 0 } = await merge.getDependenciesCount({ processed: true });
  const mine = active.filter(({ data }) => data.kind === 'shard' && data.run === job.run);
  return {
    ...{ run: job.run, title: job.title, edition, queue: queueOf(edition), shards: job.shards },
    state: stateOf(await merge.getState(), mine.length),
    done: processed,
    active: mine.map((one) => ({
      shard: one.data.kind === 'shard' ? one.data.index + 1 : 0,
      ...progressFrom(one.progress),
      worker: one.processedBy,
    })),
    reason: merge.failedReason,
  };
}

function stateOf(state: string, active: number): RunState {
  switch (state) {
    case 'completed':
      return 'done';
    case 'failed':
      return 'failed';
    case 'active':
      return 'merging';
    case 'waiting-children':
      return active > 0 ? 'running' : 'waiting';
    default:
      return 'waiting';
  }
}

/** Runs that no worker which is there can do. */
export const unservedRuns = ({ runs, workers }: FleetStatus): RunStatus[] =>
  runs.filter(
    ({ state, edition }) =>
      state !== 'done' && state !== 'failed' && !workers.some((one) => isSameEdition(one.edition, edition)),
  );

export const runEditionText = ({ run, title, edition }: RunStatus): string =>
  `run ${run} (${title}) needs ${editionText(edition)}`;
