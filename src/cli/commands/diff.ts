import { Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../core/time/parse-time.ts';
import { type CommandMaker, named, withRehearsals } from '../command-maker.ts';
import type { DiffOptions } from '../diff-sides.ts';

/** `drysend diff <before> [after]`: what changed between two runs, in messages and people. */
export const diffCommand: CommandMaker = (terminal, version, end) =>
  withRehearsals(
    new Command('diff')
      .description('tell what changed for whom: two scenarios, journals, or what CommCare sent')
      .argument('<before>', 'a scenario (also as it was: file@HEAD~1), a journal, or a list from CommCare')
      .argument('[after]', 'the other; left out: the file as it is now')
      .option('--ref <ref>', 'the first is this file as git has it at a commit, tag or branch')
      .option('-a, --alert <key>', 'only this alert, broadcast, keyword or survey', named)
      .option('-c, --case <text>', 'only people with this text in their name or id', named)
      .option('-g, --grep <words>', 'only stories with these words in their title', named)
      .option('--names <file>', 'a scenario file that knows the people of a journal')
      .option('--tolerance <length>', 'times that differ by no more are the same, such as 5m', duration)
      .addOption(new Option('--fail-on <what>', 'end in 4 when something changed').choices(['change']))
      .option('--csv <file>', 'every change, as CSV; - is standard output')
      .option('--html <file>', 'every change, as a page for a browser; - is standard output')
      .option('--json', 'everything, as JSON'),
  )
    .addHelpText('after', examples)
    .action(async (before: string, after: string | undefined, options: DiffOptions) => {
      const { answerDiff } = await import('../answer-diff.ts');
      end(await answerDiff(before, after, options, { terminal, version }));
    });

const examples = `
Examples:
  $ drysend diff visits.yaml@HEAD~1
  $ drysend diff visits.yaml visits-at-16.yaml --fail-on change
  $ drysend diff march.ndjson messaging-events.json --names visits.yaml --csv changes.csv`;

function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms < 0) throw new InvalidArgumentError('It must be a length of time, such as 5m.');
  return ms;
}
