/** Threads for shards that are begun before their work is known: they load the program while the story is read. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../../adapters/files/package-root.ts';

const spare: Worker[] = [];

/** So many threads are ready, or will be. Those that nobody takes end with the process, which they do not hold up. */
export function beginThreads(count: number): void {
  while (spare.length < count) {
    const worker = shardThread();
    worker.unref();
    // Whoever needs one then begins another, and hears what is wrong with it.
    worker.once('error', () => forget(worker));
    spare.push(worker);
  }
}

/** The caller ends it. */
export function takeThread(): Worker {
  const worker = spare.shift() ?? shardThread();
  worker.removeAllListeners('error');
  worker.ref();
  return worker;
}

const shardThread = (): Worker => new Worker(pathToFileURL(join(packageRoot(), 'dist', 'shard-thread.cjs')));

function forget(worker: Worker): void {
  const index = spare.indexOf(worker);
  if (index >= 0) spare.splice(index, 1);
}
