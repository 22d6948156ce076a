/** `drysend fleet run`: stories → shards in the queue → what the workers made of them → reports. */
import { bytesOf, linesOf } from '../../adapters/files/local-file.ts';
import { Interrupted } from '../../adapters/interruptible.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { FleetClient } from '../../fleet/client.ts';
import { fileNameOf, type StoredFile } from '../../fleet/file-names.ts';
import { followRun, type RunProgress } from '../../fleet/follow.ts';
import { FleetProblem } from '../../fleet/problem.ts';
import type { ResultStore } from '../../fleet/result-store.ts';
import { digestOf, storyDigest } from '../../fleet/story-digest.ts';
import { type FleetOrder, packRun } from '../../fleet/submit.ts';
import { decodeResult } from '../../report/result-transfer.ts';
import type { ScenarioResult } from '../../report/scenario-result.ts';
import { plainLine } from '../../report/text/terminal-text.ts';
import { shardPlans } from '../../shards/cut.ts';
import { cutText } from '../../shards/text.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { rehearseFiles } from '../rehearse-files.ts';
import { cutFor, isCountedByShards } from '../rehearse-in-workers.ts';
import { onInterrupt } from '../rehearse-parallel.ts';
import type { RunOptions, StoryOptions } from '../run-options.ts';
import type { StorySinks } from '../run-outputs.ts';
import { Stop } from '../stop.ts';
import type { StoryRunner } from '../story-runner.ts';
import type { Terminal } from '../terminal.ts';
import type { MergePlan, MergeResult } from '../worker/merge-protocol.ts';
import type { ShardWork } from '../worker/shard-protocol.ts';
import { clientFor, inWords, type ServerOptions, type StoreOptions, storeFor } from './options.ts';

export interface FleetRunOptions extends RunOptions, ServerOptions, StoreOptions {
  readonly shards: number;
}

export async function fleetRun(
  paths: readonly string[],
  options: FleetRunOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const client = await clientFor(options, version);
  try {
    const store = await storeFor(options);
    try {
      const runner = new FleetRunner(client, store, options.shards, terminal);
      return await rehearseFiles(paths, options, terminal, version, { elsewhere: runner });
    } finally {
      await store.close();
    }
  } finally {
    await client.close();
  }
}

/** A result that is damaged is made again so often. */
const AGAIN_MAX = 3;

class FleetRunner implements StoryRunner {
  readonly #client: FleetClient;
  readonly #store: ResultStore;
  readonly #shards: number;
  readonly #terminal: Terminal;

  constructor(client: FleetClient, store: ResultStore, shards: number, terminal: Terminal) {
    this.#client = client;
    this.#store = store;
    this.#shards = shards;
    this.#terminal = terminal;
  }

  async rehearsed(plan: Plan, options: StoryOptions, sinks: StorySinks): Promise<ScenarioResult> {
    const startedAt = performance.now();
    const order = this.#orderFor(plan, options, sinks);
    const tell = (text: string): void => this.#terminal.err(`drysend: ${plainLine(text)}\n`);
    if (order.shards === 0) tell(`${plan.title}: ${cutText(cutFor(plan, options, sinks))}`);
    tell(`run ${order.run}: ${plan.title}`);
    for (let again = 0; ; again += 1) {
      const { journal, result } = await this.#followed(plan, order, sinks, tell);
      try {
        const { story, err } = JSON.parse((await this.#bytes(result)).toString()) as MergeResult;
        if (sinks.journal) await this.#copy(journal, sinks.journal);
        if (err !== '') this.#terminal.err(err);
        tell(`its journal: ${this.#store.place}/${order.run}/${fileNameOf(journal)}`);
        const decoded = decodeResult(story);
        // Where a limit or the machine stopped it, the next time may go further.
        if (decoded.outcome === 'stopped')
          for (const file of [journal, result]) await this.#store.remove(file);
        return { ...decoded, realMs: performance.now() - startedAt };
      } catch (error) {
        // It was removed, and is made again.
        const isDamaged = error instanceof FleetProblem && error.fault === 'damaged';
        if (!isDamaged || again === AGAIN_MAX)
          throw await inWords(() => Promise.reject(error)).catch((stop) => stop);
        tell(error.message);
      }
    }
  }

  #orderFor(plan: Plan, options: StoryOptions, sinks: StorySinks): FleetOrder {
    const { journalLevel, cohorts, maxMessages, maxSeconds, maxMemory } = options;
    const carried = {
      journalLevel,
      ...(cohorts === false && { cohorts }),
      ...(maxMessages !== undefined && { maxMessages }),
      ...(maxSeconds !== undefined && { maxSeconds }),
      ...(maxMemory !== undefined && { maxMemory }),
    };
    const { needsRecord, needsLists } = sinks;
    const cut = cutFor(plan, options, sinks);
    const shards = cut.kind === 'whole' ? 0 : this.#shards;
    const counts = isCountedByShards(plan, options, sinks);
    const story = storyDigest(plan);
    const { edition } = this.#client;
    const run = digestOf([edition, story, shards, carried, needsRecord, needsLists, counts]).slice(0, 16);
    return {
      ...{ run, title: plan.title, story, shards },
      plan: () => ({ plan, options: carried, needsRecord, needsLists }) satisfies MergePlan,
      parts: () =>
        cut.kind === 'whole'
          ? []
          : shardPlans(plan, cut, shards).map(
              (shard) => ({ shard, cohorts: cohorts !== false, counts }) satisfies ShardWork,
            ),
    };
  }

  async #followed(plan: Plan, order: FleetOrder, sinks: StorySinks, tell: (text: string) => void) {
    const stop = new AbortController();
    const interruption = onInterrupt();
    try {
      const following = inWords(() =>
        followRun({
          ...{ client: this.#client, store: this.#store, order, tell, signal: stop.signal },
          pack: () => packRun(order, this.#store),
          onProgress: ({ share, lines }: RunProgress) =>
            sinks.progress(
              share,
              plan.startsAt + ((plan.endsAt ?? plan.startsAt) - plan.startsAt) * share,
              lines,
            ),
        }),
      );
      following.catch(() => undefined);
      return await Promise.race([following, interruption.heard]);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      throw new Stop(
        exitCodes.interrupted,
        `interrupted; run ${order.run} goes on without this command`,
        `The same command attaches to it again; drysend fleet cancel ${order.run} gives it up.`,
      );
    } finally {
      stop.abort();
      interruption.end();
    }
  }

  async #bytes(file: StoredFile): Promise<Buffer> {
    const copy = await this.#store.get(file);
    try {
      const pieces: Uint8Array[] = [];
      for await (const piece of bytesOf(copy.path)) pieces.push(piece);
      return Buffer.concat(pieces);
    } finally {
      await copy.release();
    }
  }

  async #copy(file: StoredFile, take: (lines: Uint8Array) => void): Promise<void> {
    const copy = await this.#store.get(file);
    try {
      for await (const lines of linesOf(copy.path)) take(lines);
    } finally {
      await copy.release();
    }
  }
}
