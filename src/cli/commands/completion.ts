import { Argument, Command } from 'commander';
import type { CommandMaker } from '../command-maker.ts';
import { exitCodes } from '../exit-codes.ts';

/** `drysend completion <shell>`: what a shell needs to complete the commands and their options. */
export const completionCommand: CommandMaker = (terminal, _version, end) =>
  new Command('completion')
    .description('print what a shell needs to complete commands and options')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', examples)
    .action(async (shell: Shell, _options: object, command: Command) => {
      const { commandWordsOf } = await import('../completion/command-words.ts');
      terminal.out((await scripts[shell]())(commandWordsOf(command.parent!)));
      end(exitCodes.kept);
    });

type Shell = keyof typeof scripts;

const scripts = {
  bash: async () => (await import('../completion/bash.ts')).bashScript,
  zsh: async () => (await import('../completion/zsh.ts')).zshScript,
  fish: async () => (await import('../completion/fish.ts')).fishScript,
};

const examples = `
Examples:
  $ drysend completion bash >> ~/.bashrc
  $ drysend completion zsh > "\${fpath[1]}/_drysend"
  $ drysend completion fish > ~/.config/fish/completions/drysend.fish`;
