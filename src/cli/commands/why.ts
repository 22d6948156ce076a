import { Command } from 'commander';
import type { WhyOptions } from '../answer-why.ts';
import { type CommandMaker, named, withRehearsals } from '../command-maker.ts';

/** `drysend why <file>`: the decision trail of one contact, or of one message. */
export const whyCommand: CommandMaker = (terminal, _version, end) =>
  withRehearsals(
    new Command('why')
      .description('tell why a contact got a message, or did not')
      .argument('<file>', 'a scenario file, or a journal that drysend wrote')
      .option(
        '-c, --case <key>',
        'the case it is about: a number, a name, an id, or the beginning of one',
        named,
      )
      .option('-t, --to <key>', 'the recipient: a number, a name, an id, or the beginning of one', named)
      .option('-a, --alert <key>', 'only this alert, broadcast, keyword or survey; alone: its counts', named)
      .option('--at <time>', 'only the message nearest to this time (as in a scenario: "2026-03-09 09:00")')
      .option('-g, --grep <words>', 'which story, when the file holds several', named)
      .option('--names <file>', 'a scenario file that knows the people of a journal')
      .option('--all', 'every step and every person, also what is the same once more')
      .option('--json', 'the trail as JSON'),
  )
    .addHelpText('after', examples)
    .action(async (file: string, options: WhyOptions) => {
      const { answerWhy } = await import('../answer-why.ts');
      end(await answerWhy(file, options, terminal));
    });

const examples = `
Examples:
  $ drysend why scenarios/maternal-health/antenatal-reminders-in-two-languages.yaml --case asha --alert visit
  $ drysend why scenarios/two-way/stop-then-start.yaml --to dora --at "2026-06-02 09:00"`;
