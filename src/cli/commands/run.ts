import { Command, InvalidArgumentError, Option } from 'commander';
import { coverageReportNames, reporterNames } from '../../report/names.ts';
import { type CommandMaker, collect, named, threads, withRehearsals, withSpill } from '../command-maker.ts';
import { exitCodes } from '../exit-codes.ts';
import type { RunOptions, Shard } from '../run-options.ts';
import { Stop } from '../stop.ts';
import type { EarlyShards } from '../worker/early-shards.ts';

/** `drysend run [paths…]`: rehearses scenario files and holds them to what they promise. */
export const runCommand: CommandMaker = (terminal, version, end) =>
  withSpill(
    withRehearsals(
      new Command('run')
        .description('rehearse scenario files and hold them to what they promise')
        .argument('[paths...]', 'files or folders (*.yaml *.yml *.json) (default: scenarios/)')
        .option(
          '-g, --grep <words>',
          'only stories with these words in their title (or /a regular expression/)',
          named,
        )
        .option(
          '-t, --tag <tag>',
          'only stories with this tag, or without it: !slow; again for more',
          collect,
          [],
        )
        .option('--last-failed', 'only stories that failed when they last ran here')
        .option('--list', 'tell which stories would run, and run none')
        .option('--seed <number>', 'seed of every random choice, instead of the file’s own', wholeNumber)
        .option(
          '-r, --reporter <name[=file]>',
          `${reporterNames.join(', ')}; again for more; =- is stdout`,
          collect,
          [],
        )
        .option('--json', 'the same as --reporter json')
        .option(
          '--journal <file>',
          'write all that happened, a line each, as .ndjson, .ndjson.gz, .ndjson.zst or .parquet; a folder/ gets one file a story, - is stdout',
        )
        .option(
          '--resume',
          'go on with a journal that was broken off: what it has is made again and compared',
        )
        .addOption(journalLevel())
        .option('--exchanges <file>', 'write what went over the wire, without secrets')
        .option('--update', 'show how the transcript files that the stories name change, and rewrite them')
        .option('--shard <i/n>', 'only the i-th of n parts of the stories', shard)
        .option('--blob <file>', 'keep journals and results for drysend merge', blob)
        .option(
          '--parallel <threads>',
          'run so many stories beside each other; the output is the same',
          threads,
        )
        .option(
          '--workers <threads>',
          'cut the cases of each story into so many shards, a thread each; the output is the same (default: one each core for 50,000 to 200,000 cases)',
          threads,
        )
        .option('-w, --watch', 'run again what a changed file has to do with')
        .option('--shrink', 'cut the first story that fails down to the smallest that fails in the same way')
        .option('--shrink-to <file>', 'where that scenario is written (default: in .drysend/shrunk)')
        .option('--shrink-runs <number>', 'rehearsals that --shrink may take (default: 5000)', bound)
        .option('--shrink-seconds <number>', 'seconds that --shrink may take (default: 120)', bound)
        .option('--bail', 'stop after the first story that breaks a promise')
        .option(
          '--no-cohorts',
          'decide every message by itself, and not as the one before to the same contact: the same journal, slower',
        )
        .option('--wire', 'hand over through real HTTP and SMTP sockets on 127.0.0.1, on the virtual clock')
        .option(
          '--coverage',
          'tell which parts of the stories were exercised, and what would exercise the others',
        )
        .option(
          '--coverage-report <name[=file]>',
          `the same as ${coverageReportNames.join(', ')}; again for more; =- is stdout`,
          collect,
          [],
        )
        .option(
          '--coverage-min <percent>',
          'fail below so much; a part alone: languages=100; again for more',
          collect,
          [],
        )
        .option('--check-determinism', 'rehearse each story twice; both journals must be the same'),
    ),
  )
    .addHelpText('after', examples)
    .action(async (paths: string[], options: RunOptions) => {
      if ((options.workers ?? 1) > 1 && (options.parallel ?? 1) > 1)
        throw new Stop(
          exitCodes.usage,
          '--parallel runs stories beside each other, and --workers the cases of one story',
          'Leave one of them out.',
        );
      if (options.watch && !options.list) {
        if (options.coverage || options.coverageReport?.length || options.coverageMin?.length)
          throw new Stop(
            exitCodes.usage,
            'coverage is of a whole run, and --watch runs parts',
            'Leave one of them out.',
          );
        const { watchFiles } = await import('../watch-files.ts');
        end(await watchFiles(paths, options, terminal, version));
        return;
      }
      const { workers = 1 } = options;
      if (workers > 1 && !options.list) (await import('../worker/spare-threads.ts')).beginThreads(workers);
      const { rehearseFiles } = await import('../rehearse-files.ts');
      let begun: Promise<EarlyShards | undefined> | undefined;
      const early = (): Promise<EarlyShards | undefined> => {
        begun ??= import('../early-run.ts').then(({ earlyShards }) => earlyShards(options));
        return begun;
      };
      try {
        end(await rehearseFiles(paths, options, terminal, version, { early }));
      } finally {
        await (await begun)?.close();
      }
    });

const examples = `
Examples:
  $ drysend run scenarios/visits.yaml --seed 7
  $ drysend run --tag dst --reporter dots --reporter json=report.json
  $ drysend run --tag '!slow' --list
  $ drysend run --last-failed
  $ drysend run stories --watch
  $ drysend run stories/year.yaml --shrink --shrink-to bug.yaml
  $ drysend run --parallel 4
  $ drysend run year.yaml --workers 4 --journal year.ndjson.gz
  $ drysend run --shard 1/3 --blob blobs/1.blob
  $ drysend run --coverage --coverage-min 80 --coverage-report lcov=coverage/lcov.info
  $ drysend run --reporter pretty --reporter github --reporter junit=junit.xml
  $ drysend run year.yaml --journal - | jq -r 'select(.kind == "sent") .text'
  $ drysend run year.yaml --journal year.ndjson.gz --journal-level sent
  $ drysend run year.yaml --journal year.parquet
  $ drysend run year.yaml --journal year.ndjson.gz --resume`;

/** A blob is for `drysend merge`, which reads files. */
function blob(path: string): string {
  if (path !== '-') return path;
  throw new InvalidArgumentError('- is standard output, and a blob is a file: --blob shard.blob');
}

function journalLevel(): Option {
  return new Option('--journal-level <level>', 'all that happened, or without armed, skipped and queued')
    .choices(['all', 'sent'])
    .default('all');
}

const BOUND_MAX = 1_000_000;

function bound(text: string): number {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > BOUND_MAX)
    throw new InvalidArgumentError('It must be a whole number from 1 to 1000000, such as 200.');
  return value;
}

function shard(text: string): Shard {
  const [, index, count] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count) {
    throw new InvalidArgumentError('It must be a part and how many there are, such as 1/3.');
  }
  return { index, count };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError('It must be a whole number, such as 7.');
  }
  return value;
}
