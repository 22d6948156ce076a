/** The completion of fish. */
import type { CommandWords, OptionWords } from './command-words.ts';

export function fishScript([program, ...commands]: readonly [CommandWords, ...CommandWords[]]): string {
  const lines = [
    '# Completion of drysend in fish: drysend completion fish > ~/.config/fish/completions/drysend.fish',
    ...commands.map(
      ({ name, about }) => `complete -c drysend -n __fish_use_subcommand -f -a ${name} -d ${quoted(about)}`,
    ),
    ...program.options.map((option) => optionLine(option, '__fish_use_subcommand')),
    ...commands.flatMap(commandLines),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines({ name, options, words, takesFiles }: CommandWords): string[] {
  const condition = `'__fish_seen_subcommand_from ${name}'`;
  const given = words.length > 0 ? ` -a ${quoted(words.join(' '))}` : '';
  return [
    ...(takesFiles && words.length === 0
      ? []
      : [`complete -c drysend -n ${condition}${takesFiles ? '' : ' -f'}${given}`]),
    ...options.map((option) => optionLine(option, condition)),
  ];
}

function optionLine({ short, long, about, value }: OptionWords, condition: string): string {
  return [
    `complete -c drysend -n ${condition}`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    `-l ${long.slice(2)}`,
    ...(value ? [value.kind === 'file' ? '-r -F' : '-x'] : []),
    ...(value?.kind === 'words' ? [`-a ${quoted(value.words.join(' '))}`] : []),
    `-d ${quoted(about)}`,
  ].join(' ');
}

/** In fish a backslash escapes within single quotes too. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
