/** Gives a run to the fleet: its parts into the store, its jobs into the queue. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import type { FlowJob } from 'bullmq';
import { LocalFileWriter } from '../adapters/files/local-file.ts';
import type { FleetClient, QueuedJob } from './client.ts';
import { PLAN, partName, type StoredFile } from './file-names.ts';
import { type FleetJob, mergeIdOf, shardIdOf } from './jobs.ts';
import { FleetProblem } from './problem.ts';
import { forgetCancelled, noteEdition } from './registry.ts';
import type { ResultStore } from './result-store.ts';
import { inScratch } from './store-problems.ts';

/** A run, as it is asked for. */
export interface FleetOrder {
  readonly run: string;
  readonly title: string;
  /** SHA-256 of the story. */
  readonly story: string;
  /** 0: the story is not cut. */
  readonly shards: number;
  /** What the merge is made of; and each shard. */
  plan(): unknown;
  parts(): readonly unknown[];
}

/** Where the jobs of a run find what they are made of. */
export interface PackedRun {
  readonly plan: StoredFile;
  readonly parts: readonly StoredFile[];
}

/** Jobs that may wait in one queue. */
const WAITING_MAX = 10_000;
const ATTEMPTS = 5;
const BACKOFF_MS = 1000;
/** What is over stays in sight for a day, failures for a week. */
const DAY_SECONDS = 86_400;
const KEPT_MAX = 5000;

/** Whatever is in the store already stays as it is. */
export async function packRun(order: FleetOrder, store: ResultStore): Promise<PackedRun> {
  const there = new Map((await store.list(order.run)).map((file) => [file.name, file]));
  const names = Array.from({ length: order.shards }, (_, index) => partName(index));
  if (there.has(PLAN) && names.every((name) => there.has(name)))
    return { plan: there.get(PLAN)!, parts: names.map((name) => there.get(name)!) };
  const parts: StoredFile[] = [];
  const values = order.shards === 0 ? [] : order.parts();
  for (const [index, name] of names.entries())
    parts.push(there.get(name) ?? (await putValue(store, order.run, name, values[index])));
  return { plan: there.get(PLAN) ?? (await putValue(store, order.run, PLAN, order.plan())), parts };
}

const putValue = (store: ResultStore, run: string, name: string, value: unknown): Promise<StoredFile> =>
  inScratch(store, async () => {
    const writer = new LocalFileWriter(
      join(store.scratch, `${run}.${name}.${randomBytes(8).toString('hex')}`),
    );
    try {
      writer.write(serialize(value));
      return await store.put(run, name, writer.end());
    } catch (error) {
      writer.discard();
      throw error;
    }
  });

/** The job that puts the run together; undefined: the queue has none. */
export async function mergeJobOf(
  { bullmq, queue }: FleetClient,
  run: string,
): Promise<QueuedJob | undefined> {
  return bullmq.Job.fromId<FleetJob, unknown, string>(queue, mergeIdOf(run));
}

/** Adds all jobs of a run at once. What is left of an earlier time is taken away before. */
export async function submitRun(client: FleetClient, order: FleetOrder, packed: PackedRun): Promise<void> {
  const { queue, edition, redis } = client;
  const waiting = await queue.getJobCountByTypes('waiting', 'delayed');
  if (waiting + order.shards > WAITING_MAX)
    throw new FleetProblem(
      `${waiting} jobs wait in ${client.place} already, and ${WAITING_MAX} may`,
      'Start more workers, or try it again when some are done: drysend fleet status',
    );
  await noteEdition(redis, edition);
  await forgetCancelled(redis, order.run);
  await clearJobs(client, order);
  await client.flows().add(flowOf(client, order, packed));
}

/** Jobs of the run that are not at work. */
async function clearJobs({ bullmq, queue }: FleetClient, { run, shards }: FleetOrder): Promise<void> {
  const ids = [mergeIdOf(run), ...Array.from({ length: shards }, (_, index) => shardIdOf(run, index))];
  for (const id of ids) {
    const job = await bullmq.Job.fromId(queue, id);
    // One that is at work is locked: the new one takes its place when it is over.
    await job?.remove({ removeChildren: true }).catch(() => undefined);
  }
}

function flowOf(
  { queue, edition }: FleetClient,
  { run, title, story, shards }: FleetOrder,
  { plan, parts }: PackedRun,
): FlowJob {
  const all = { run, edition, title, story, shards };
  const opts = {
    attempts: ATTEMPTS,
    backoff: { type: 'exponential', delay: BACKOFF_MS },
    removeOnComplete: { age: DAY_SECONDS, count: KEPT_MAX },
    removeOnFail: { age: 7 * DAY_SECONDS, count: KEPT_MAX },
  };
  const queueName = queue.name;
  return {
    name: `${title}: put together`,
    queueName,
    data: { ...all, kind: 'merge', plan } satisfies FleetJob,
    opts: { ...opts, jobId: mergeIdOf(run) },
    children: parts.map((part, index) => ({
      name: `${title}: shard ${index + 1} of ${shards}`,
      queueName,
      data: { ...all, kind: 'shard', index, part } satisfies FleetJob,
      opts: { ...opts, jobId: shardIdOf(run, index), failParentOnFailure: true },
    })),
  };
}
