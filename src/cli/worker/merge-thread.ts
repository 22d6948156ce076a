/** A thread of `drysend fleet worker`: puts the shards of a run together, or runs a story that is not cut. */
import { parentPort, workerData } from 'node:worker_threads';
import { FileAccess } from '../../adapters/files/file-access.ts';
import { LocalFileWriter, valueIn } from '../../adapters/files/local-file.ts';
import { Budget } from '../../adapters/interruptible.ts';
import { ShardFile } from '../../fleet/shard-file.ts';
import { encodeResult } from '../../report/result-transfer.ts';
import { rehearseStory } from '../rehearse-files.ts';
import type { OpenShards } from '../rehearse-in-workers.ts';
import { internalErrorText } from '../stop.ts';
import type { MergePlan, MergeReport, MergeResult, MergeStart } from './merge-protocol.ts';
import type { CountedShard } from './shard-protocol.ts';

const command = parentPort!;
const start = workerData as MergeStart;

merged().then(
  (report) => command.postMessage(report),
  (error: unknown) =>
    command.postMessage({
      kind: 'failed',
      reason: internalErrorText(error, start),
      code: (error as NodeJS.ErrnoException).code,
    } satisfies MergeReport),
);

async function merged(): Promise<MergeReport> {
  const { plan, options, needsRecord, needsLists } = valueIn(start.plan) as MergePlan;
  const journal = new LocalFileWriter(`${start.scratch}.journal`);
  let unwritten: unknown;
  const sinks = {
    journal(lines: Uint8Array) {
      try {
        journal.write(lines);
      } catch (error) {
        unwritten ??= error;
        throw error;
      }
    },
    exchange: undefined,
    needsRecord,
    needsLists,
    progress: () => undefined,
  };
  let err = '';
  const terminal = {
    errorColour: false,
    debug: start.debug,
    err(text: string) {
      err += text;
    },
  };
  const surroundings = { access: new FileAccess('.'), terminal, budget: new Budget(options) };
  try {
    const story = await rehearseStory(plan, options, sinks, {
      ...surroundings,
      ...(start.shards.length > 0 && { openShards: () => openFiles(start.shards) }),
    });
    // A story that was stopped by a full disk has no result.
    if (unwritten !== undefined) throw unwritten;
    const result = new LocalFileWriter(`${start.scratch}.result`);
    result.write(Buffer.from(JSON.stringify({ story: encodeResult(story), err } satisfies MergeResult)));
    return { kind: 'end', journal: journal.end(), result: result.end() };
  } catch (error) {
    journal.discard();
    throw error;
  }
}

function openFiles(paths: readonly string[]): OpenShards {
  const sources = paths.map((path) => new ShardFile<CountedShard>(path));
  return {
    sources,
    ends: () => Promise.resolve(sources.map(({ end }) => end)),
    async close() {
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}
