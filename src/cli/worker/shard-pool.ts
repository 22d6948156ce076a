/** The threads of a run's shards, and the blocks of their journals. */
import type { Worker } from 'node:worker_threads';
import type { Notice } from '../../core/model/plan.ts';
import { ScenarioError } from '../../scenario/scenario-error.ts';
import type { ShardPlan } from '../../shards/cut.ts';
import type { ShardSource } from '../../shards/merge.ts';
import type { ShardRuns } from '../../shards/rehearse-shards.ts';
import type { ShardBlock } from '../../shards/unit-rows.ts';
import type { CountedShard, ShardReport, ShardStart, ShardWork } from './shard-protocol.ts';
import { takeThread } from './spare-threads.ts';

/** A thread ended before its shard was over, and not for a fault of the scenario. */
export class ShardFailed extends Error {
  readonly isOutOfMemory: boolean;

  constructor(shard: string, cause: Error) {
    const isOutOfMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
    super(`${shard} ${isOutOfMemory ? 'ran out of memory' : `failed: ${cause.message}`}`, { cause });
    this.isOutOfMemory = isOutOfMemory;
  }
}

export class ShardPool implements ShardRuns {
  readonly sources: readonly ShardThread[];
  notices: readonly Notice[] = [];

  constructor(shards: readonly ShardPlan[], options: Omit<ShardWork, 'shard'>) {
    this.sources = shards.map(
      (shard, index) => new ShardThread({ ...options, shard }, `shard ${index + 1} of ${shards.length}`),
    );
  }

  ends(): Promise<CountedShard[]> {
    return Promise.all(this.sources.map(({ end }) => end));
  }

  async close(): Promise<void> {
    await Promise.all(this.sources.map((thread) => thread.close()));
  }
}

export class ShardThread implements ShardSource {
  readonly end: Promise<CountedShard>;
  readonly #worker: Worker;
  readonly #flow = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #blocks: ShardBlock[] = [];
  #isOver = false;
  #isClosed = false;
  #share = 0;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(work: ShardStart['work'], name = 'a shard') {
    this.#worker = takeThread();
    this.end = new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        // The end of a thread follows on its cause.
        this.#failure ??= error;
        this.#wake();
        reject(error);
      };
      this.#worker.on('error', (error) => fail(new ShardFailed(name, error)));
      this.#worker.on('exit', () =>
        fail(new ShardFailed(name, new Error('its thread ended before it was over'))),
      );
      this.#worker.on('message', (report: ShardReport) => {
        if (report.kind === 'failed') return fail(errorOf(report, name));
        if (report.kind === 'block') {
          this.#blocks.push(report.block);
          this.#share = report.share;
        } else {
          this.#isOver = true;
          resolve(report.end);
        }
        this.#wake();
      });
    });
    // Whoever asks for the end hears of it.
    this.end.catch(() => undefined);
    const start: ShardStart = { work, flow: this.#flow.buffer as SharedArrayBuffer };
    this.#worker.postMessage(start);
  }

  /** How far its clock is, from 0 to 1. */
  get share(): number {
    return this.#share;
  }

  async next(): Promise<ShardBlock | undefined> {
    for (;;) {
      // Where there always is a next block, Ctrl-C and the other threads are heard all the same.
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#isClosed) await new Promise<never>(() => undefined);
      const block = this.#blocks.shift();
      if (block) {
        Atomics.add(this.#flow, 0, 1);
        Atomics.notify(this.#flow, 0);
        return block;
      }
      if (this.#isOver) return undefined;
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Whoever waits for a block waits for ever. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker.terminate();
  }
}

const errorOf = ({ message, problems }: Extract<ShardReport, { kind: 'failed' }>, name: string): Error =>
  problems.length > 0 ? new ScenarioError(message, problems) : new ShardFailed(name, new Error(message));
