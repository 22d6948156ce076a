import { Command } from 'commander';
import { type CommandMaker, named, withRehearsals, withSpill, withWorkers } from '../command-maker.ts';
import { month } from '../month-option.ts';
import type { RosterOptions } from '../roster-parts.ts';

/** `drysend roster <files…>`: counts for each alert, who got nothing and why, and all rows as a sheet. */
export const rosterCommand: CommandMaker = (terminal, _version, end) =>
  withSpill(
    withWorkers(
      withRehearsals(
        new Command('roster')
          .description('count how far each alert came, and tell who got nothing and why')
          .argument('<files...>', 'scenario files, or journals that drysend wrote')
          .option('-r, --reason <code>', 'only this error code, or reason for not sending', named)
          .option('-a, --alert <key>', 'only this alert, broadcast, keyword or survey', named)
          .option('--gateway <name>', 'only messages by this gateway', named)
          .option('--language <code>', 'only messages in this language', named)
          .option('--month <month>', 'only this month of the project’s clock, such as 2026-03', month)
          .option('-c, --case <text>', 'only people with this text in their name or id', named)
          .option('-g, --grep <words>', 'only stories with these words in their title', named)
          .option('--names <file>', 'a scenario file that knows the people of a journal')
          .option('--csv <file>', 'every row, as CSV; - is standard output')
          .option('--xlsx <file>', 'every row, as an Excel workbook')
          .option('--json', 'everything, as JSON'),
      ),
    ),
  )
    .addHelpText('after', examples)
    .action(async (files: string[], options: RosterOptions) => {
      const { answerRoster } = await import('../answer-roster.ts');
      end(await answerRoster(files, options, terminal));
    });

const examples = `
Examples:
  $ drysend roster scenarios/imports/case-export.yaml
  $ drysend roster year.yaml --alert visit --reason NO_PHONE_NUMBER --csv who.csv
  $ drysend roster year.ndjson --names year.yaml --month 2026-03`;
