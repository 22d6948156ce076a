import { Command } from 'commander';
import type { CommandMaker } from '../command-maker.ts';
import { exitCodes } from '../exit-codes.ts';

/** `drysend doctor`: whether this machine has what drysend needs. */
export const doctorCommand: CommandMaker = (terminal, version, end) =>
  new Command('doctor')
    .description('look at what drysend needs of this machine: Node, zone data, ports, certificates, browser')
    .option('--json', 'as JSON')
    .addHelpText('after', example)
    .action(async ({ json }: { readonly json?: true }) => {
      const { checksOf } = await import('../doctor/checks.ts');
      const { thisMachine } = await import('../doctor/machine.ts');
      const { doctorJson, doctorText } = await import('../doctor/text.ts');
      const checks = await checksOf(thisMachine(), version);
      terminal.out(json ? doctorJson(checks) : doctorText(checks, terminal));
      end(checks.some(({ state }) => state === 'bad') ? exitCodes.couldNotRun : exitCodes.kept);
    });

const example = `
Example:
  $ drysend doctor

Exit codes: 0 drysend can run · 3 something keeps it from running`;
