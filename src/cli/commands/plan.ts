import { Command, InvalidArgumentError } from 'commander';
import { parseDay } from '../../core/time/calendar.ts';
import type { PlanOptions } from '../answer-plan.ts';
import { type CommandMaker, named, withRehearsals, withSpill } from '../command-maker.ts';
import { month } from '../month-option.ts';

/** `drysend plan <files…>`: who gets what, when, and what it costs. */
export const planCommand: CommandMaker = (terminal, _version, end) =>
  withSpill(
    withRehearsals(
      new Command('plan')
        .description('tell who gets what and when, and count messages, segments and cost')
        .argument('<files...>', 'scenario files; what they expect is not judged')
        .option('--from <day>', 'from this day of the project’s clock on, such as 2026-03-02', day)
        .option('--to <day>', 'up to this day, its evening included', day)
        .option('--month <month>', 'only this month of the project’s clock, such as 2026-03', month)
        .option('-a, --alert <key>', 'only this alert, broadcast, keyword or survey', named)
        .option('--gateway <name>', 'only messages by this gateway', named)
        .option('--language <code>', 'only messages in this language', named)
        .option('-c, --case <text>', 'only people with this text in their name or id', named)
        .option('-g, --grep <words>', 'only stories with these words in their title', named)
        .option(
          '--no-cohorts',
          'rehearse every contact, and not one of each kind for all: the same plan, slower',
        )
        .option('--csv <file>', 'every message, as CSV; - is standard output')
        .option('--xlsx <file>', 'messages, people, counts and limits, as an Excel workbook')
        .option('--ics <file>', 'every message, as a calendar (iCalendar); - is standard output')
        .option('--json <file>', 'everything, as JSON; - writes it to the screen'),
    ),
  )
    .addHelpText('after', examples)
    .action(async (files: string[], options: PlanOptions) => {
      const { answerPlan } = await import('../answer-plan.ts');
      end(await answerPlan(files, options, terminal));
    });

const examples = `
Examples:
  $ drysend plan scenarios/imports/case-export.yaml
  $ drysend plan year.yaml --month 2026-03 --xlsx march.xlsx
  $ drysend plan year.yaml --case Amina --ics amina.ics`;

function day(text: string): string {
  if (parseDay(text) === undefined)
    throw new InvalidArgumentError('It must be a day of the calendar, such as 2026-03-02.');
  return text;
}
