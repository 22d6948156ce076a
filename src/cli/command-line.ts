import { Command, CommanderError } from 'commander';
import type { CommandMaker } from './command-maker.ts';
import { checkCommand } from './commands/check.ts';
import { completionCommand } from './commands/completion.ts';
import { diffCommand } from './commands/diff.ts';
import { doctorCommand } from './commands/doctor.ts';
import { fleetCommand } from './commands/fleet.ts';
import { gatewaysCommand } from './commands/gateways.ts';
import { hqCommand } from './commands/hq.ts';
import { importCommand } from './commands/import.ts';
import { initCommand } from './commands/init.ts';
import { mcpCommand } from './commands/mcp.ts';
import { mergeCommand } from './commands/merge.ts';
import { mutateCommand } from './commands/mutate.ts';
import { planCommand } from './commands/plan.ts';
import { rosterCommand } from './commands/roster.ts';
import { runCommand } from './commands/run.ts';
import { schemaCommand } from './commands/schema.ts';
import { serveCommand } from './commands/serve.ts';
import { whyCommand } from './commands/why.ts';
import { exitCodeAfter } from './exit-code-after.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type Terminal, writerOn } from './terminal.ts';

/** Every command there is, in the order the help shows them. */
const commands: Readonly<Record<string, CommandMaker>> = {
  run: runCommand,
  merge: mergeCommand,
  fleet: fleetCommand,
  mutate: mutateCommand,
  check: checkCommand,
  plan: planCommand,
  roster: rosterCommand,
  diff: diffCommand,
  why: whyCommand,
  serve: serveCommand,
  gateways: gatewaysCommand,
  hq: hqCommand,
  init: initCommand,
  import: importCommand,
  mcp: mcpCommand,
  schema: schemaCommand,
  completion: completionCommand,
  doctor: doctorCommand,
};

const about = `Rehearse case messaging (SMS and email alerts) on a virtual clock,
exactly as CommCare HQ would send it. Nothing leaves this machine.`;

const examples = `
Examples:
  $ drysend run                          rehearse every scenario in scenarios/
  $ drysend run scenarios/visits.yaml    rehearse one file
  $ drysend run --grep Hindi             only the stories with this word in their title

Exit codes: 0 all kept · 1 usage or nothing to run · 2 a file does not parse
            3 could not run · 4 a promise broke · 130 interrupted`;

/** Runs the command that the arguments name, and says how it ended. Never throws. */
export async function commandLine(
  words: readonly string[],
  given: Terminal,
  version: string,
): Promise<ExitCode> {
  const { rest: args, terminal } = colourAsked(given, words);
  let code: ExitCode = exitCodes.kept;
  const program = programFor(args[0], terminal, version, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said its own errors and shown its help already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.kept : exitCodes.usage;
    return exitCodeAfter(error, terminal);
  }
}

/** `--color` and `--no-color` stand before or behind any command, and win over the environment. */
function colourAsked(given: Terminal, words: readonly string[]): { rest: string[]; terminal: Terminal } {
  const end = words.indexOf('--');
  const isColour = (word: string, at: number): boolean =>
    (end < 0 || at < end) && (word === '--color' || word === '--no-color');
  const last = words.filter(isColour).at(-1);
  const colour = last === undefined ? {} : { colour: last === '--color', errorColour: last === '--color' };
  return {
    rest: words.filter((word, at) => !isColour(word, at)),
    terminal: writerOn({ ...given, ...colour }),
  };
}

/** With the command that is asked for; with all of them where the help or an error has to name them. */
function programFor(
  asked: string | undefined,
  terminal: Terminal,
  version: string,
  end: (code: ExitCode) => void,
): Command {
  const program = new Command('drysend').description(about).version(version, '-V, --version');
  const output = {
    writeOut: (text: string) => terminal.out(text),
    writeErr: (text: string) => terminal.err(text),
    getOutHelpWidth: () => terminal.columns,
    getErrHelpWidth: () => terminal.columns,
    getOutHasColors: () => terminal.colour,
    getErrHasColors: () => terminal.errorColour,
    outputError: (text: string, write: (text: string) => void) =>
      write(text.replace(/^error: /, 'drysend: ')),
  };
  program
    .option('--color', 'colour, also into a pipe')
    .option('--no-color', 'no colour, whatever NO_COLOR and FORCE_COLOR say');
  program.addHelpText('after', examples).exitOverride().configureOutput(output);
  program.showHelpAfterError('try: drysend --help');
  // Completion is of all of them.
  const isOne = asked !== undefined && asked !== 'completion' && Object.hasOwn(commands, asked);
  const known = isOne ? commands[asked] : undefined;
  for (const make of known ? [known] : Object.values(commands)) {
    const command = make(terminal, version, end).exitOverride().configureOutput(output);
    command.showHelpAfterError(`try: drysend ${command.name()} --help`);
    for (const part of command.commands) {
      part.exitOverride().configureOutput(output);
      part.showHelpAfterError(`try: drysend ${command.name()} ${part.name()} --help`);
    }
    program.addCommand(command);
  }
  return program;
}
