/** The completion of bash, from version 3.2 on, which Macs have. */
import type { CommandWords, OptionValue } from './command-words.ts';

export function bashScript([program, ...commands]: readonly [CommandWords, ...CommandWords[]]): string {
  return `# Completion of drysend in bash: drysend completion bash >> ~/.bashrc
_drysend() {
  local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command='' word words=''
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      ${commands.map(({ name }) => name).join('|')}) command=$word; break ;;
    esac
  done
  case $command:$before in
${[program, ...commands].flatMap(valueLines).join('\n')}
  esac
  case $command in
${[program, ...commands].map(wordLine).join('\n')}
  esac
  COMPREPLY=( $(compgen -W "$words" -- "$current") )
}
complete -o default -F _drysend drysend
`;
}

/** Behind an option: its words, files (which bash finds itself when there is no answer), or nothing. */
function valueLines({ name, options }: CommandWords): string[] {
  return options.flatMap(({ short, long, value }) => {
    if (!value) return [];
    const patterns = [short, long].flatMap((flag) => (flag === undefined ? [] : `${name}:${flag}`));
    return `    ${patterns.join('|')}) ${answerFor(value)}; return ;;`;
  });
}

function answerFor(value: OptionValue): string {
  switch (value.kind) {
    case 'words':
      return `COMPREPLY=( $(compgen -W ${ansi(value.words)} -- "$current") )`;
    case 'file':
      return 'true';
    case 'text':
      return 'compopt +o default 2>/dev/null';
  }
}

function wordLine({ name, options, words, takesFiles }: CommandWords): string {
  const flags = options.flatMap(({ short, long }) => [...(short === undefined ? [] : [short]), long]);
  const onlyFlags = `[[ $current == -* ]] && words=${ansi(flags)}`;
  if (takesFiles && words.length > 0) return `    ${name}) ${onlyFlags} || words=${ansi(words)} ;;`;
  if (takesFiles) return `    ${name || "''"}) ${onlyFlags} || return ;;`;
  const others = words.length === 0 ? ':' : `words=${ansi(words)}`;
  return `    ${name || "''"}) ${onlyFlags} || ${others}; compopt +o default 2>/dev/null ;;`;
}

/** One a line. */
const ansi = (words: readonly string[]): string => `$'${words.join('\\n')}'`;
