import { Command } from 'commander';
import type { InitOptions } from '../answer-init.ts';
import type { CommandMaker } from '../command-maker.ts';

/** `drysend init [folder]`: the files that a project of one's own begins with. */
export const initCommand: CommandMaker = (terminal, version, end) =>
  new Command('init')
    .description('write what a project begins with: a scenario, the editor’s settings, a workflow, a test')
    .argument('[folder]', 'where to', '.')
    .option('--zone <name>', 'the project’s time zone, such as Africa/Nairobi')
    .option('--languages <codes>', 'the project’s languages, the first its default: en,swa')
    .option('--gateway <kind>', 'the kind of gateway that sends, such as twilio')
    .option('--from-export <file>', 'a case export, from which the scenario is made; it is copied beside it')
    .option('-y, --yes', 'ask nothing')
    .option('--force', 'write over files that are there')
    .addHelpText('after', examples)
    .action(async (folder: string, options: InitOptions) => {
      const { answerInit } = await import('../answer-init.ts');
      end(await answerInit(folder, options, terminal, version));
    });

const examples = `
Examples:
  $ drysend init
  $ drysend init . --zone Africa/Nairobi --languages en,swa --gateway africastalking --yes
  $ drysend init rehearsals --from-export women.csv

Files that are there stay as they are unless --force is given.`;
