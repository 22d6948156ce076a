/** A worker of a fleet: takes one job after another of its own edition, and leaves the others alone. */
import { join } from 'node:path';
import type { Worker } from 'bullmq';
import type { LocalFile } from '../adapters/files/local-file.ts';
import type { FleetClient, QueuedJob } from './client.ts';
import { PREFIX } from './client.ts';
import { editionCure, editionText, isSameEdition } from './edition.ts';
import { JOURNAL, RESULT, type StoredFile, shardName } from './file-names.ts';
import {
  type FleetJob,
  jobFrom,
  type MergeDone,
  type MergeJob,
  type ShardDone,
  type ShardJob,
  type ShardProgress,
  shardDoneFrom,
} from './jobs.ts';
import { FleetProblem } from './problem.ts';
import { forgetWorker, HEARTBEAT_MS, isCancelled, noteWorker } from './registry.ts';
import type { LocalCopy, ResultStore } from './result-store.ts';
import { runEditionText, statusOf, unservedRuns } from './status.ts';
import { inScratch } from './store-problems.ts';

/** Does the work itself, where it holds up nobody: a worker that is not heard loses its job. */
export interface FleetTasks {
  /** Runs the shard that a file holds, into another. */
  shard(work: ShardWork): Promise<LocalFile>;
  merge(work: MergeWork): Promise<{ readonly journal: LocalFile; readonly result: LocalFile }>;
}

interface Work {
  /** Paths that begin so are the task's own. */
  readonly scratch: string;
  /** The run was cancelled, or the job is somebody else's now. */
  readonly signal: AbortSignal;
  onProgress(progress: ShardProgress): void;
}

export interface ShardWork extends Work {
  readonly part: string;
}

export interface MergeWork extends Work {
  readonly plan: string;
  /** In the order of the shards. */
  readonly shards: readonly string[];
}

export interface WorkerOptions {
  readonly id: string;
  readonly name: string;
  readonly client: FleetClient;
  readonly store: ResultStore;
  readonly tasks: FleetTasks;
  /** Jobs at once. */
  readonly threads: number;
  /** A worker that was not heard for so long loses its job to another. */
  readonly leaseMs: number;
  readonly tell: (text: string) => void;
}

/** So often one job may lose its worker. */
const STALLED_MAX = 20;
const PROGRESS_MS = 500;
/** Runs of other editions that are remembered. */
const REFUSED_MAX = 1000;

export class FleetWorker {
  readonly #options: WorkerOptions;
  readonly #worker: Worker<FleetJob, unknown, string>;
  readonly #heart: NodeJS.Timeout;
  readonly #refused = new Set<string>();
  #made = 0;

  constructor(options: WorkerOptions) {
    const { client, threads, leaseMs, name } = options;
    const { bullmq, redis, queue } = client;
    this.#options = options;
    this.#worker = new bullmq.Worker<FleetJob, unknown, string>(
      queue.name,
      (job, token, signal) => this.#process(job, token, signal),
      {
        connection: redis,
        prefix: PREFIX,
        name,
        concurrency: threads,
        lockDuration: leaseMs,
        stalledInterval: leaseMs / 2,
        maxStalledCount: STALLED_MAX,
        drainDelay: 1,
      },
    );
    this.#worker.on('error', () => undefined);
    this.#worker.on('stalled', (id) => options.tell(`${id} has lost its worker, and is done again`));
    this.#worker.on('failed', (job, error) => job && options.tell(`${job.name} failed: ${error.message}`));
    this.#heart = setInterval(() => void this.#beat(), HEARTBEAT_MS);
  }

  async start(): Promise<void> {
    await this.#worker.waitUntilReady();
    await this.#beat();
  }

  /** Lets the jobs at work come to their end; `now`: leaves them to others, who are given them after the lease. */
  async close(now: boolean): Promise<void> {
    clearInterval(this.#heart);
    const { client, id } = this.#options;
    if (client.redis.status === 'ready') await forgetWorker(client.redis, id).catch(() => undefined);
    await this.#worker.close(now);
  }

  async #beat(): Promise<void> {
    const { client, store, id, name } = this.#options;
    if (client.redis.status !== 'ready') return;
    try {
      await noteWorker(client.redis, { id, name, edition: client.edition, store: store.place });
      await this.#tellOthers();
    } catch {
      // The next one may come through.
    }
  }

  /** Names each run that waits for workers of another edition once. */
  async #tellOthers(): Promise<void> {
    const { client, tell } = this.#options;
    for (const run of unservedRuns(await statusOf(client))) {
      if (isSameEdition(run.edition, client.edition) || this.#refused.has(run.run)) continue;
      if (this.#refused.size >= REFUSED_MAX) this.#refused.clear();
      this.#refused.add(run.run);
      tell(
        `${runEditionText(run)}, and this worker is ${editionText(client.edition)}: it is left to others. ${editionCure(run.edition, client.edition)}`,
      );
    }
  }

  async #process(queued: QueuedJob, token?: string, signal?: AbortSignal): Promise<unknown> {
    const { client, tell } = this.#options;
    const { UnrecoverableError, DelayedError } = client.bullmq;
    const job = jobFrom(queued.data);
    if (!job) throw new UnrecoverableError('it is no job of drysend fleet');
    if (!isSameEdition(job.edition, client.edition)) {
      // It came here by another's hand. Whoever can do it finds it later; no attempt is used up.
      tell(`${queued.name} is left to others: it is of ${editionText(job.edition)}`);
      await queued.moveToDelayed(Date.now() + HEARTBEAT_MS, token);
      throw new DelayedError();
    }
    const watch = this.#watch(queued, job, signal);
    tell(`${queued.name} of run ${job.run}`);
    try {
      await watch.check();
      return job.kind === 'shard' ? await this.#shard(job, watch) : await this.#merge(queued, job, watch);
    } catch (error) {
      if (error instanceof FleetProblem && (error.fault === 'cancelled' || error.fault === 'damaged'))
        throw new UnrecoverableError(error.message);
      throw error;
    } finally {
      watch.end();
    }
  }

  async #shard(job: ShardJob, watch: JobWatch): Promise<ShardDone> {
    const { store, tasks } = this.#options;
    const name = shardName(job.index);
    const done = await this.#stored(job.run, name);
    if (done) return { file: done };
    const part = await store.get(job.part);
    try {
      const work = { ...watch.work(this.#scratch(job.run, name)), part: part.path };
      const made = await inScratch(store, () => tasks.shard(work));
      await watch.check();
      return { file: await store.put(job.run, name, made) };
    } finally {
      await part.release();
    }
  }

  async #merge(queued: QueuedJob, job: MergeJob, watch: JobWatch): Promise<MergeDone> {
    const { store, tasks } = this.#options;
    const [journal, result] = [await this.#stored(job.run, JOURNAL), await this.#stored(job.run, RESULT)];
    if (journal && result) return { journal, result };
    const files = await shardFilesOf(queued);
    if (files.length !== job.shards)
      throw new FleetProblem(`${files.length} of ${job.shards} shards are known`);
    const copies: LocalCopy[] = [];
    try {
      for (const file of [job.plan, ...files]) copies.push(await store.get(file));
      const [plan, ...shards] = copies.map(({ path }) => path);
      const work = { ...watch.work(this.#scratch(job.run, 'merge')), plan: plan!, shards };
      const made = await inScratch(store, () => tasks.merge(work));
      await watch.check();
      const done = {
        journal: await store.put(job.run, JOURNAL, made.journal),
        result: await store.put(job.run, RESULT, made.result),
      };
      const kept: readonly string[] = [JOURNAL, RESULT];
      for (const file of await store.list(job.run)) if (!kept.includes(file.name)) await store.remove(file);
      await store.sweep(job.run);
      return done;
    } finally {
      for (const copy of copies) await copy.release();
    }
  }

  /** Another worker has made it already, and could not say so. */
  async #stored(run: string, name: string): Promise<StoredFile | undefined> {
    const { store } = this.#options;
    const found = (await store.list(run)).find((file) => file.name === name);
    if (!found) return undefined;
    try {
      await (await store.get(found)).release();
      return found;
    } catch (error) {
      if (error instanceof FleetProblem && error.fault === 'damaged') return undefined;
      throw error;
    }
  }

  #scratch(run: string, name: string): string {
    const { store, id } = this.#options;
    this.#made += 1;
    return join(store.scratch, `${run}.${name}.${id}.${this.#made}`);
  }

  #watch(queued: QueuedJob, { run }: FleetJob, signal?: AbortSignal): JobWatch {
    const { client } = this.#options;
    const stop = new AbortController();
    signal?.addEventListener('abort', () => stop.abort());
    let progress: ShardProgress | undefined;
    const look = async (): Promise<void> => {
      if (client.redis.status !== 'ready') return;
      if (await isCancelled(client.redis, run)) stop.abort();
      if (progress) await queued.updateProgress({ ...progress });
      progress = undefined;
    };
    const timer = setInterval(() => void look().catch(() => undefined), PROGRESS_MS);
    return {
      end: () => clearInterval(timer),
      async check() {
        if (client.redis.status === 'ready' && (await isCancelled(client.redis, run))) stop.abort();
        if (stop.signal.aborted) throw new FleetProblem('the run was cancelled', undefined, 'cancelled');
      },
      work: (scratch) => ({
        scratch,
        signal: stop.signal,
        onProgress(latest) {
          progress = latest;
        },
      }),
    };
  }
}

interface JobWatch {
  /** Throws where the job is not to be done any longer. */
  check(): Promise<void>;
  work(scratch: string): Work;
  end(): void;
}

async function shardFilesOf(queued: QueuedJob): Promise<StoredFile[]> {
  const values = Object.values(await queued.getChildrenValues());
  return values
    .flatMap((value) => shardDoneFrom(value)?.file ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
