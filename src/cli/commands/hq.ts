import { Command } from 'commander';
import type { CommandMaker } from '../command-maker.ts';
import { exitCodes } from '../exit-codes.ts';

/** `drysend hq`: which CommCare HQ is followed. */
export const hqCommand: CommandMaker = (terminal, _version, end) =>
  new Command('hq')
    .description('say which CommCare HQ this follows: dates of its texts, what it pins, what varies')
    .option('--json', 'as JSON')
    .addHelpText('after', example)
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { hqFacts, hqText } = await import('../hq-followed.ts');
      terminal.out(json ? `${JSON.stringify(hqFacts(), null, 2)}\n` : hqText(terminal.columns));
      end(exitCodes.kept);
    });

const example = `
Examples:
  $ drysend hq
  $ drysend hq --json | jq .zones`;
