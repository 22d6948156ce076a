import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** One command: how it is called, and what it does when it is. The doing is loaded only then. */
export type CommandMaker = (terminal: Terminal, version: string, end: (code: ExitCode) => void) => Command;

/** Adds what every command has that reads a story: folders besides the story's own. */
export function withFolders(command: Command): Command {
  return command
    .addOption(folders('--allow-read <folder>', 'stories may read files there too; again for more'))
    .addOption(folders('--allow-write <folder>', 'the same, and --update may write there; again for more'));
}

/** Adds the same, for commands that show what is wrong with a story. */
export const withStories = (command: Command): Command => withFolders(command).addOption(problems());

/** Those of a file that is beyond help fill a screen many times. */
const problems = (): Option =>
  new Option('--problems <count>', 'so many problems of each file are shown; or all')
    .default(undefined, '20')
    .argParser((text) => {
      if (text === 'all') return Number.POSITIVE_INFINITY;
      if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
      throw new InvalidArgumentError('It must be a whole number such as 50, or all.');
    });

const folders = (flags: string, description: string): Option =>
  new Option(flags, description)
    .argParser((folder: string, before: readonly string[]) => [...before, folder])
    .default([], 'only their own folder');

/** For an option that may be given again. */
export const collect = (value: string, before: readonly string[]): string[] => [...before, value];
