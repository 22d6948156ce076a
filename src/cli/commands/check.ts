import { Command, InvalidArgumentError, Option } from 'commander';
import type { CheckCommandOptions } from '../answer-check.ts';
import { type CommandMaker, named, withMemory, withSpill, withStories } from '../command-maker.ts';

/** `drysend check <files…>`: everything that can be known before anything runs. */
export const checkCommand: CommandMaker = (terminal, version, end) =>
  withSpill(
    withMemory(
      withStories(
        new Command('check')
          .description(
            'tell what can be known before anything runs: odd values, texts, alerts, clocks, numbers',
          )
          .argument('<files...>', 'scenario files, or folders of them')
          .addOption(
            new Option('-f, --format <name>', 'how the findings are told')
              .choices(['pretty', 'json', 'sarif'])
              .default('pretty'),
          )
          .addOption(
            new Option('--fail-on <severity>', 'ends in 4 when something so serious is found')
              .choices(['error', 'warning', 'never'])
              .default('error'),
          )
          .option('--dst <years>', 'how far ahead changes of the clock are looked for', years, 10)
          .option('-g, --grep <words>', 'only stories with these words in their title', named),
      ),
    ),
  )
    .addHelpText('after', examples)
    .action(async (files: string[], options: CheckCommandOptions) => {
      const { answerCheck } = await import('../answer-check.ts');
      end(await answerCheck(files, options, terminal, version));
    });

const examples = `
Examples:
  $ drysend check year.yaml
  $ drysend check scenarios --format sarif > check.sarif
  $ drysend check year.yaml --fail-on warning --dst 20y

Exit codes: 0 nothing so serious · 1 usage · 2 a file does not parse
            4 something as serious as --fail-on says, or more`;

const YEARS_MAX = 50;

function years(text: string): number {
  const match = /^(\d{1,2})(?:y| ?years?)?$/.exec(text);
  const count = Number(match?.[1]);
  if (!match || count > YEARS_MAX)
    throw new InvalidArgumentError(`It must be 0 to ${YEARS_MAX} years, such as 10y.`);
  return count;
}
