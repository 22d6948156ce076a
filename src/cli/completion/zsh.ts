/** The completion of zsh. */
import type { CommandWords, OptionValue, OptionWords } from './command-words.ts';

export function zshScript([program, ...commands]: readonly [CommandWords, ...CommandWords[]]): string {
  return `#compdef drysend
# Completion of drysend in zsh: drysend completion zsh > "\${fpath[1]}/_drysend"
_drysend() {
  local curcontext="$curcontext" state line
  local -a commands
  commands=(
${commands.map(({ name, about }) => `    ${quoted(`${name}:${about}`)}`).join('\n')}
  )
  _arguments -C \\
${program.options
  .flatMap(optionSpecs)
  .map((spec) => `    ${spec} \\`)
  .join('\n')}
    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
${commands.map(commandCase).join('\n')}
      esac ;;
  esac
}
if [ "$funcstack[1]" = _drysend ]; then
  _drysend "$@"
else
  compdef _drysend drysend
fi
`;
}

function commandCase({ name, options, words, takesFiles }: CommandWords): string {
  const rest = [
    ...(words.length > 0 ? [`'1:word:(${words.join(' ')})'`] : []),
    ...(takesFiles ? ["'*:file:_files'"] : []),
  ];
  const specs = [...options.flatMap(optionSpecs), ...rest];
  return `        ${name}) _arguments ${specs.map((spec) => `\\\n          ${spec}`).join(' ')} ;;`;
}

function optionSpecs({ short, long, about, value, mayRepeat }: OptionWords): string[] {
  const words = `[${about.replace(/[\\[\]]/g, '\\$&')}]${value ? `:value:${actionFor(value)}` : ''}`;
  const star = mayRepeat ? '*' : '';
  return [
    ...(short === undefined ? [] : [quoted(`${star}${short}${value ? '+' : ''}${words}`)]),
    quoted(`${star}${long}${value ? '=' : ''}${words}`),
  ];
}

function actionFor(value: OptionValue): string {
  if (value.kind === 'words') return `(${value.words.join(' ')})`;
  return value.kind === 'file' ? '_files' : ' ';
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
