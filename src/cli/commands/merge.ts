import { Command } from 'commander';
import { coverageReportNames, reporterNames } from '../../report/names.ts';
import { type CommandMaker, collect } from '../command-maker.ts';
import type { MergeOptions } from '../run-options.ts';

/** `drysend merge <blobs…>`: one run of the shards that ran apart. */
export const mergeCommand: CommandMaker = (terminal, _version, end) =>
  new Command('merge')
    .description('make one run of the shards that ran apart: its reports, journals and exit code')
    .argument('<blobs...>', 'what run --shard i/n --blob wrote: files, or folders that have them')
    .option(
      '-r, --reporter <name[=file]>',
      `${reporterNames.join(', ')}; again for more; =- is stdout`,
      collect,
      [],
    )
    .option('--json', 'the same as --reporter json')
    .option('--journal <file>', 'the journals of all stories; a folder/ gets one file a story, - is stdout')
    .option('--exchanges <file>', 'what went over the wire, without secrets; - is stdout')
    .option(
      '--coverage',
      'tell which parts of the stories all shards together exercised; each has to run with it',
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
    .addHelpText('after', examples)
    .action(async (blobs: string[], options: MergeOptions) => {
      const { mergeBlobs } = await import('../merge-blobs.ts');
      end(await mergeBlobs(blobs, options, terminal));
    });

const examples = `
Examples:
  $ drysend run --shard 1/2 --blob blobs/1.blob      on one machine
  $ drysend run --shard 2/2 --blob blobs/2.blob      on another
  $ drysend merge blobs --reporter junit=junit.xml --journal run.ndjson

It ends with the exit code that the whole run would have had.`;
