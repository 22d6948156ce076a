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

/** Adds the same and more, for commands that rehearse a story: where they stop. */
export const withRehearsals = (command: Command): Command => withLimits(withStories(command));

const limit = (flags: string, description: string, usual: string, read: (text: string) => number): Option =>
  new Option(flags, description).default(undefined, usual).argParser(read);

const maxMessages = (): Option =>
  limit('--max-messages <count>', 'stop after so many messages', '200000000', wholeNumber);

const maxMemory = (): Option =>
  limit(
    '--memory, --max-memory <size>',
    'stop beyond so much memory, such as 4GB',
    '3/4 of the machine’s',
    size,
  );

const withLimits = (command: Command): Command =>
  command
    .addOption(maxMessages())
    .addOption(limit('--max-seconds <seconds>', 'stop after so long', '3600', wholeNumber))
    .addOption(maxMemory());

/** Adds what the session of a lab may take. */
export const withSessionLimits = (command: Command): Command =>
  command
    .addOption(limit('--max-memory <size>', 'memory of one session, such as 4GB', '2048MB', size))
    .addOption(
      limit(
        '--max-seconds <seconds>',
        'time that a session may take to open, or one request',
        '120',
        wholeNumber,
      ),
    );

/** Adds the bound on memory alone. */
export const withMemory = (command: Command): Command => command.addOption(maxMemory());

/** Adds where the cases of large imports go. */
export const withSpill = (command: Command): Command =>
  command.addOption(
    new Option(
      '--spill <folder>',
      'cases of imports of 32 MB and more are kept there, and what their parts make, until the end',
    ).default(undefined, 'the system’s folder for temporary files'),
  );

/** Adds what holds for commands that have an option of their own for the time. */
export const withUntimedLimits = (command: Command): Command =>
  withStories(command).addOption(maxMessages()).addOption(maxMemory());

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number such as 1000.');
}

const BYTES_OF: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9 };

function size(text: string): number {
  const [, count, unit = ''] = /^([1-9]\d{0,5})(MB|GB)$/i.exec(text) ?? [];
  const bytes = BYTES_OF[unit.toUpperCase()];
  if (bytes !== undefined) return Number(count) * bytes;
  throw new InvalidArgumentError('It must be a size such as 500MB or 4GB.');
}

const folders = (flags: string, description: string): Option =>
  new Option(flags, description)
    .argParser((folder: string, before: readonly string[]) => [...before, folder])
    .default([], 'only their own folder');

/** Reads an option that is about one thing: an empty text, such as a variable of the shell that is not set, is none. */
export function named(text: string): string {
  if (text.trim() === '')
    throw new InvalidArgumentError('It is empty: give what to look for, or leave the option out.');
  return text;
}

/** For an option that may be given again. */
export const collect = (value: string, before: readonly string[]): string[] => [...before, value];

const THREADS_MAX = 64;
/** How many threads. */
export function threads(text: string): number {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > THREADS_MAX)
    throw new InvalidArgumentError(`It must be 1 to ${THREADS_MAX}, such as 4.`);
  return count;
}

/** For commands that count. */
export const withWorkers = (command: Command): Command =>
  command.option(
    '--workers <threads>',
    'share the cases out over so many threads; the counts are the same (default: one each core for 50,000 to 200,000 cases)',
    threads,
  );
