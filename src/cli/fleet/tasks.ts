/** What a worker of a fleet does in threads of its own, so that it is heard while they work. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { LocalFile } from '../../adapters/files/local-file.ts';
import { packageRoot } from '../../adapters/files/package-root.ts';
import { FleetProblem } from '../../fleet/problem.ts';
import { ShardFileWriter } from '../../fleet/shard-file.ts';
import type { FleetTasks, MergeWork, ShardWork } from '../../fleet/worker.ts';
import { BYTES, FLAGS, ROW, SEVERAL_LINES, type ShardBlock } from '../../shards/unit-rows.ts';
import type { MergeReport, MergeStart } from '../worker/merge-protocol.ts';
import { ShardThread } from '../worker/shard-pool.ts';

export const fleetTasks = (debug: boolean): FleetTasks => ({
  shard: runShard,
  merge: (work) => merge(work, debug),
});

async function runShard({ part, scratch, signal, onProgress }: ShardWork): Promise<LocalFile> {
  const file = new ShardFileWriter(scratch);
  const thread = new ShardThread(part);
  let lines = 0;
  try {
    const stopped = stopOn(signal);
    for (;;) {
      const block = await Promise.race([thread.next(), stopped]);
      if (block === undefined) break;
      file.block(block);
      lines += linesIn(block);
      onProgress({ share: thread.share, lines });
    }
    return file.end(await thread.end);
  } catch (error) {
    file.discard();
    throw error;
  } finally {
    await thread.close();
  }
}

const NEWLINE = 10;

function linesIn({ rows, bytes }: ShardBlock): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let lines = 0;
  let from = 0;
  for (let row = 0; row < rows.length; row += ROW) {
    const to = from + rows[row + BYTES]!;
    if ((rows[row + FLAGS]! & SEVERAL_LINES) === 0) lines += to > from ? 1 : 0;
    else for (let at = from; at < to; at = text.indexOf(NEWLINE, at) + 1) lines += 1;
    from = to;
  }
  return lines;
}

async function merge(
  { plan, shards, scratch, signal }: MergeWork,
  debug: boolean,
): Promise<{ journal: LocalFile; result: LocalFile }> {
  const program = pathToFileURL(join(packageRoot(), 'dist', 'merge-thread.cjs'));
  const start: MergeStart = { plan, shards, scratch, debug };
  const worker = new Worker(program, { workerData: start });
  try {
    return await Promise.race([ended(worker), stopOn(signal)]);
  } finally {
    await worker.terminate();
  }
}

const ended = (worker: Worker): Promise<{ journal: LocalFile; result: LocalFile }> =>
  new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('a thread ended before the shards were put together')));
    worker.on('message', (report: MergeReport) => {
      if (report.kind === 'end') resolve(report);
      else reject(Object.assign(new Error(report.reason), { code: report.code }));
    });
  });

function stopOn(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new FleetProblem('the work was stopped', undefined, 'cancelled'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}
