import { type Command, Option } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** One command: how it is called, and what it does when it is. The doing is loaded only then. */
export type CommandMaker = (terminal: Terminal, version: string, end: (code: ExitCode) => void) => Command;

/** Adds what every command has that loads a story: folders besides the story's own. */
export function withFolders(command: Command): Command {
  return command
    .addOption(folders('--allow-read <folder>', 'stories may read files there too; again for more'))
    .addOption(folders('--allow-write <folder>', 'the same, and --update may write there; again for more'));
}

const folders = (flags: string, description: string): Option =>
  new Option(flags, description)
    .argParser((folder: string, before: readonly string[]) => [...before, folder])
    .default([], 'only their own folder');
