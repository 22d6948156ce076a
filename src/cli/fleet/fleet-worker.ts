/** `drysend fleet worker`: works for the runs of its own edition until it is stopped. */
import { randomBytes } from 'node:crypto';
import { editionText, queueOf } from '../../fleet/edition.ts';
import { FleetWorker } from '../../fleet/worker.ts';
import { plainLine } from '../../report/text/terminal-text.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { clientFor, type ServerOptions, type StoreOptions, storeFor, workerName } from './options.ts';
import { fleetTasks } from './tasks.ts';

export interface FleetWorkerOptions extends ServerOptions, StoreOptions {
  readonly threads: number;
  /** Seconds. */
  readonly lease: number;
}

export async function fleetWorker(
  options: FleetWorkerOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const tell = (text: string): void => terminal.err(`drysend: ${plainLine(text)}\n`);
  const client = await clientFor(options, version);
  const store = await storeFor(options);
  const worker = new FleetWorker({
    ...{ client, store, tell },
    id: randomBytes(8).toString('hex'),
    name: workerName(),
    tasks: fleetTasks(terminal.debug),
    threads: options.threads,
    leaseMs: options.lease * 1000,
  });
  client.redis.on('close', () => tell(`the connection to ${client.place} is lost: it is tried again`));
  client.redis.on('ready', () => tell(`connected to ${client.place} again`));
  await worker.start();
  tell(`worker ${workerName()}: ${editionText(client.edition)}, store ${store.place}`);
  tell(`waiting for work in queue ${queueOf(client.edition)} of ${client.place}`);
  const isFirst = await stopSignals(tell, async () => {
    await worker.close(false);
  });
  client.redis.removeAllListeners('close');
  if (!isFirst) await worker.close(true);
  await store.close();
  await client.close();
  return exitCodes.kept;
}

/** Ends with the first signal when the work is done by then, with the second one at once: false. */
function stopSignals(tell: (text: string) => void, finish: () => Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    let isAsked = false;
    const stop = (): void => {
      if (isAsked) return resolve(false);
      isAsked = true;
      tell('stopping when the work under way is done; once more stops at once, and others do it again');
      void finish().then(() => resolve(true));
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
