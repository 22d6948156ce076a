/** Threads that run stories beside each other; what they say comes out in the order of the stories. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../../adapters/files/package-root.ts';
import { decodeResult } from '../../report/result-transfer.ts';
import type { ScenarioResult } from '../../report/scenario-result.ts';
import type { Job, ThreadReport, ThreadStart } from './protocol.ts';

/** A story that ran, and all it wrote. */
export interface RunStory {
  readonly journal: readonly string[];
  readonly exchanges: readonly string[];
  readonly err: string;
  readonly result: ScenarioResult;
}

/** One story under way. */
interface Waiting {
  readonly journal: string[];
  readonly exchanges: string[];
  resolve(story: RunStory): void;
  reject(error: Error): void;
}

export class RunPool {
  readonly #workers: readonly Worker[];
  readonly #jobs: Job[];
  readonly #waiting = new Map<number, Waiting>();
  readonly #stories = new Map<number, Promise<RunStory>>();

  /** Every job is begun as soon as a thread is free, in order. */
  constructor(jobs: readonly Job[], count: number, start: ThreadStart) {
    this.#jobs = [...jobs];
    for (const { index } of jobs) {
      const story = new Promise<RunStory>((resolve, reject) => {
        this.#waiting.set(index, { journal: [], exchanges: [], resolve, reject });
      });
      // Whoever asks for the story hears of it.
      story.catch(() => undefined);
      this.#stories.set(index, story);
    }
    const program = pathToFileURL(join(packageRoot(), 'dist', 'run-thread.cjs'));
    this.#workers = Array.from({ length: Math.min(count, jobs.length) }, () => {
      const worker = new Worker(program, { workerData: start });
      worker.on('message', (report: ThreadReport) => this.#hear(report, worker));
      worker.on('error', (error) => this.#fail(error));
      this.#next(worker);
      return worker;
    });
  }

  story(index: number): Promise<RunStory> {
    return this.#stories.get(index)!;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #next(worker: Worker): void {
    const job = this.#jobs.shift();
    if (job) worker.postMessage(job);
  }

  #hear(report: ThreadReport, worker: Worker): void {
    const waiting = this.#waiting.get(report.index)!;
    switch (report.kind) {
      case 'journal':
        waiting.journal.push(report.text);
        return;
      case 'exchange':
        waiting.exchanges.push(report.text);
        return;
      case 'failed':
        waiting.reject(new Error(report.reason));
        return;
      case 'result': {
        const { journal, exchanges } = waiting;
        this.#waiting.delete(report.index);
        waiting.resolve({ journal, exchanges, err: report.err, result: decodeResult(report.result) });
        this.#next(worker);
      }
    }
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
  }
}
