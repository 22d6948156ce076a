/** Gives a run up: what waits is taken away, and workers stop at the next bound. */
import type { FleetClient } from './client.ts';
import { mergeIdOf } from './jobs.ts';
import { FleetProblem } from './problem.ts';
import { noteCancelled } from './registry.ts';
import type { ResultStore } from './result-store.ts';
import { mergeJobOf } from './submit.ts';

export interface CancelOptions {
  readonly client: FleetClient;
  readonly run: string;
  /** What the run has there is removed; undefined: it stays. */
  readonly store: ResultStore | undefined;
  /** So long it is waited for workers to stop. */
  readonly waitMs: number;
}

const LOOK_MS = 100;

/** How many files were removed. Throws FleetProblem where there is no such run, or a worker does not stop. */
export async function cancelRun({ client, run, store, waitMs }: CancelOptions): Promise<number> {
  const job = await mergeJobOf(client, run);
  const files = (await store?.list(run)) ?? [];
  if (!job && files.length === 0)
    throw new FleetProblem(
      `there is no run ${run} of this drysend in ${client.place}`,
      'drysend fleet status lists the runs.',
    );
  await noteCancelled(client.redis, run);
  for (let passed = 0; job && !(await isRemoved(client, run)); passed += LOOK_MS) {
    if (passed >= waitMs)
      throw new FleetProblem(
        `run ${run} is cancelled, but a worker has not stopped yet`,
        'A worker that was killed counts as one until its lease is over; say it again then.',
      );
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  // What a worker that was stopping has put there meanwhile goes too.
  const left = (await store?.list(run)) ?? [];
  for (const file of left) await store?.remove(file);
  await store?.sweep(run);
  return left.length;
}

/** Waiting jobs go at once; one at work is locked. */
async function isRemoved({ bullmq, queue }: FleetClient, run: string): Promise<boolean> {
  const job = await bullmq.Job.fromId(queue, mergeIdOf(run));
  if (!job) return true;
  await job.removeUnprocessedChildren().catch(() => undefined);
  try {
    await job.remove({ removeChildren: true });
    return true;
  } catch {
    return false;
  }
}
