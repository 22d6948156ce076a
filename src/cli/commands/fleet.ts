import { Command, InvalidArgumentError, Option } from 'commander';
import { reporterNames } from '../../report/names.ts';
import { type CommandMaker, collect, withRehearsals } from '../command-maker.ts';
import type { FleetRunOptions } from '../fleet/fleet-run.ts';
import type { FleetWorkerOptions } from '../fleet/fleet-worker.ts';
import type { ServerOptions, StoreOptions } from '../fleet/options.ts';

const SHARDS_MAX = 1024;
const THREADS_MAX = 64;
const LEASE_MAX = 3600;

/** `drysend fleet`: one rehearsal by many machines, over a Redis or Valkey server. */
export const fleetCommand: CommandMaker = (terminal, version, end) =>
  new Command('fleet')
    .description('rehearse a story by many machines, over a Redis or Valkey server')
    .addCommand(runCommand(terminal, version, end))
    .addCommand(workerCommand(terminal, version, end))
    .addCommand(statusCommand(terminal, version, end))
    .addCommand(cancelCommand(terminal, version, end))
    .addHelpText('after', examples);

const runCommand: CommandMaker = (terminal, version, end) =>
  withRehearsals(
    withStore(
      withServer(
        new Command('run')
          .description('cut stories into shards for workers; the journal is the same as of one process')
          .argument('[paths...]', 'files or folders (*.yaml *.yml *.json) (default: scenarios/)')
          .option('--shards <count>', 'parts of each story, some for each worker', count(SHARDS_MAX), 8),
      ),
    )
      .option('-g, --grep <words>', 'only stories with these words in their title')
      .option('-t, --tag <tag>', 'only stories with this tag; again for more', collect, [])
      .option('--seed <number>', 'seed of every random choice, instead of the file’s own', wholeNumber)
      .option(
        '-r, --reporter <name[=file]>',
        `${reporterNames.join(', ')}; again for more; =- is stdout`,
        collect,
        [],
      )
      .option('--json', 'the same as --reporter json')
      .option('--journal <file>', 'write all that happened, as drysend run does; - is stdout')
      .addOption(
        new Option('--journal-level <level>', 'all that happened, or without armed, skipped and queued')
          .choices(['all', 'sent'])
          .default('all'),
      )
      .option('--bail', 'stop after the first story that breaks a promise')
      .option('--no-cohorts', 'decide every message by itself: the same journal, slower'),
  )
    .addHelpText('after', runExamples)
    .action(async (paths: string[], options: FleetRunOptions) => {
      const { fleetRun } = await import('../fleet/fleet-run.ts');
      end(await fleetRun(paths, options, terminal, version));
    });

const workerCommand: CommandMaker = (terminal, version, end) =>
  withStore(withServer(new Command('worker').description('work for the runs of this version of drysend')))
    .option('--threads <count>', 'shards at once', count(THREADS_MAX), 1)
    .option(
      '--lease <seconds>',
      'a worker that is not heard for so long loses its shard to another',
      count(LEASE_MAX),
      30,
    )
    .addHelpText('after', workerExamples)
    .action(async (options: FleetWorkerOptions) => {
      const { fleetWorker } = await import('../fleet/fleet-worker.ts');
      end(await fleetWorker(options, terminal, version));
    });

const statusCommand: CommandMaker = (terminal, version, end) =>
  withServer(new Command('status').description('list runs, how far their shards are, and workers'))
    .option('--json', 'as JSON')
    .addHelpText('after', statusExamples)
    .action(async (options: ServerOptions & { readonly json?: true }) => {
      const { fleetStatus } = await import('../fleet/fleet-status.ts');
      end(await fleetStatus(options, terminal, version));
    });

const cancelCommand: CommandMaker = (terminal, version, end) =>
  withStore(withServer(new Command('cancel').description('give a run up: nothing of it waits any longer')))
    .argument('<run>', 'its id, as fleet run and fleet status tell it')
    .addHelpText('after', cancelExamples)
    .action(async (run: string, options: ServerOptions & StoreOptions) => {
      const { fleetCancel } = await import('../fleet/fleet-status.ts');
      end(await fleetCancel(run, options, terminal, version));
    });

const withServer = (command: Command): Command =>
  command
    .option('--redis <url>', 'redis://user:password@host:6379, rediss:// with TLS (default: DRYSEND_REDIS)')
    .option('--redis-ca <file>', 'certificates that are trusted besides the system’s');

const withStore = (command: Command): Command =>
  command
    .option('--out <folder>', 'a folder that all machines share (default: .drysend/fleet)')
    .option('--store <s3-url>', 's3://bucket/prefix instead of it')
    .option('--s3-endpoint <url>', 'of a store that is not Amazon’s');

function count(max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > max) throw new InvalidArgumentError(`It must be 1 to ${max}, such as 8.`);
    return value;
  };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('It must be a whole number, such as 7.');
  return value;
}

const examples = `
Examples:
  $ drysend fleet worker --redis redis://10.0.0.5:6379 --out /mnt/fleet     on each machine
  $ drysend fleet run year.yaml --redis redis://10.0.0.5:6379 --out /mnt/fleet --shards 32
  $ drysend fleet status --redis redis://10.0.0.5:6379
  $ drysend fleet cancel 0f1e2d3c4b5a6978 --redis redis://10.0.0.5:6379 --out /mnt/fleet

It needs BullMQ: npm install bullmq ioredis. docs/fleet.md says how it works.`;

const runExamples = `
Examples:
  $ drysend fleet run year.yaml --redis redis://127.0.0.1:6379 --shards 16
  $ drysend fleet run year.yaml --shards 64 --store s3://rehearsals/2026 --journal year.ndjson.gz

Ctrl-C leaves the run to its workers; the same command attaches to it again.`;

const workerExamples = `
Examples:
  $ drysend fleet worker --redis redis://127.0.0.1:6379
  $ DRYSEND_REDIS=rediss://fleet:secret@redis.example.org drysend fleet worker --redis-ca ca.pem --threads 8`;

const statusExamples = `
Examples:
  $ drysend fleet status --redis redis://127.0.0.1:6379
  $ drysend fleet status --json | jq '.runs[].state'`;

const cancelExamples = `
Example:
  $ drysend fleet cancel 0f1e2d3c4b5a6978 --redis redis://127.0.0.1:6379`;
