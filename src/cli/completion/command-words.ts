/** What can be completed on the command line, taken from commander's own commands. */
import type { Command, Option } from 'commander';
import { coverageReportNames, mutationReportNames, reporterNames } from '../../report/names.ts';

export interface CommandWords {
  readonly name: string;
  readonly about: string;
  readonly options: readonly OptionWords[];
  /** It is given files or folders. */
  readonly takesFiles: boolean;
  /** Words that it is given instead, or before them. */
  readonly words: readonly string[];
}

export interface OptionWords {
  readonly short: string | undefined;
  readonly long: string;
  readonly about: string;
  /** What comes behind it; undefined: nothing does. */
  readonly value: OptionValue | undefined;
  readonly mayRepeat: boolean;
}

export type OptionValue =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'text' };

/** The program itself, without a name, then each command. */
export function commandWordsOf(program: Command): readonly [CommandWords, ...CommandWords[]] {
  const { commands } = program;
  const names = commands.map((command) => command.name());
  return [{ ...wordsOf(program), name: '', words: names }, ...commands.map(wordsOf)];
}

function wordsOf(command: Command): CommandWords {
  const parts = command.commands;
  const given = [command, ...parts].flatMap(({ registeredArguments }) => registeredArguments);
  const words = [...parts.map((part) => part.name()), ...given.flatMap(({ argChoices = [] }) => argChoices)];
  const options = new Map([command, ...parts].flatMap((one) => one.options).map((one) => [one.long, one]));
  return {
    name: command.name(),
    about: command.description(),
    options: [...[...options.values()].map(optionWords), help],
    takesFiles: given.length > 0 && words.length === parts.length,
    words,
  };
}

const help: OptionWords = {
  short: '-h',
  long: '--help',
  about: 'say what there is',
  value: undefined,
  mayRepeat: false,
};

function optionWords(option: Option): OptionWords {
  const { short, long = '', description, defaultValue } = option;
  const takesValue = option.required || option.optional;
  return {
    short: short?.startsWith('--') ? undefined : short,
    long,
    about: description,
    value: takesValue ? optionValue(option) : undefined,
    mayRepeat: Array.isArray(defaultValue),
  };
}

const files = /[<[](?:file|folder)s?\b/;

function optionValue({ flags, long, argChoices }: Option): OptionValue {
  if (long === '--reporter') return { kind: 'words', words: reporterNames };
  if (long === '--coverage-report') return { kind: 'words', words: coverageReportNames };
  if (long === '--report') return { kind: 'words', words: mutationReportNames };
  if (argChoices) return { kind: 'words', words: argChoices };
  return { kind: files.test(flags) ? 'file' : 'text' };
}
