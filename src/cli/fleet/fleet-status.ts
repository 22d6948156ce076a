/** `drysend fleet status` and `drysend fleet cancel`. */

import { grouped } from '../../core/text/grouped.ts';
import { cancelRun } from '../../fleet/cancel.ts';
import { editionText } from '../../fleet/edition.ts';
import { isRunId } from '../../fleet/file-names.ts';
import { noWorkersText } from '../../fleet/follow.ts';
import { type FleetStatus, type RunStatus, statusOf, unservedRuns } from '../../fleet/status.ts';
import { plainLine } from '../../report/text/terminal-text.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { Stop } from '../stop.ts';
import type { Terminal } from '../terminal.ts';
import { clientFor, inWords, type ServerOptions, type StoreOptions, storeFor } from './options.ts';

export async function fleetStatus(
  options: ServerOptions & { readonly json?: true },
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const client = await clientFor(options, version);
  try {
    const status = await statusOf(client);
    terminal.out(options.json ? `${JSON.stringify(status, null, 2)}\n` : statusText(status, client.place));
    return exitCodes.kept;
  } finally {
    await client.close();
  }
}

function statusText(status: FleetStatus, place: string): string {
  const { runs, workers } = status;
  const unserved = unservedRuns(status).map(({ run, edition }) =>
    plainLine(
      `run ${run} waits: ${noWorkersText(
        edition,
        workers.map((worker) => worker.edition),
      )}`,
    ),
  );
  return [
    `${counted(runs.length, 'run')} and ${counted(workers.length, 'worker')} in ${place}`,
    ...runs.flatMap(runLines),
    ...workers.map((worker) =>
      plainLine(`worker ${worker.name}: ${editionText(worker.edition)}, store ${worker.store}`),
    ),
    ...unserved,
    '',
  ].join('\n');
}

function runLines({ run, title, state, shards, done, active, reason }: RunStatus): string[] {
  const parts = shards === 0 ? 'one shard' : `${done} of ${shards} shards done`;
  return [
    plainLine(`run ${run} ${state}, ${parts}: ${title}`),
    ...active.map(({ shard, share, lines, worker }) =>
      plainLine(
        `  shard ${shard}: ${Math.floor(share * 100)} %, ${grouped(lines)} lines${worker === undefined ? '' : `, by ${worker}`}`,
      ),
    ),
    ...(reason === undefined ? [] : [plainLine(`  ${reason}`)]),
  ].map((line, index) => (index === 0 ? line : `  ${line}`));
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** So long a worker may take to stop. */
const WAIT_MS = 60_000;

export async function fleetCancel(
  run: string,
  options: ServerOptions & StoreOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  if (!isRunId(run))
    throw new Stop(
      exitCodes.usage,
      `${run} is not the id of a run`,
      'It has 16 digits, such as 0f1e2d3c4b5a6978: drysend fleet status lists them.',
    );
  const client = await clientFor(options, version);
  try {
    const store = await storeFor(options);
    const removed = await inWords(() => cancelRun({ client, run, store, waitMs: WAIT_MS }));
    await store.close();
    terminal.err(`drysend: run ${run} is cancelled, and ${counted(removed, 'file')} of it removed\n`);
    return exitCodes.kept;
  } finally {
    await client.close();
  }
}
