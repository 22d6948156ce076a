import { isAbsolute, relative } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { systemReason } from '../adapters/files/system-reason.ts';
import { visibleJson } from '../core/render/visible.ts';
import { terminalText } from '../report/text/terminal-text.ts';
import { exitCodes } from './exit-codes.ts';

/** When cases go to a disk, and how many of them are run at once. */
export interface SpillSizes {
  /** Bytes of the smallest file whose cases go there. */
  readonly fileBytes?: number;
  /** Cases that are in memory together. */
  readonly partCases?: number;
  /** Bytes that are free on the disk. */
  readonly freeBytes?: number;
}

/** What the command line knows of the place it speaks to; tests bring their own. */
export interface Terminal {
  /** Cells in a line of stdout. */
  readonly columns: number;
  readonly colour: boolean;
  /** Colours on stderr, where problems go. */
  readonly errorColour: boolean;
  /** Somebody watches stderr. */
  readonly showsProgress: boolean;
  /** What is large, where that is not for the command to say: in tests. */
  readonly spillSizes?: SpillSizes;
  /** Stack traces of internal errors are wanted. */
  readonly debug: boolean;
  /** From the root of the repository, as a pipeline sees it, to the present folder: `tests/`, or ''. */
  readonly pathPrefix?: string;
  out(text: string): void;
  /** Lines of JSON or CSV for a program on stdout: the same bytes as in a file, but on a screen nothing is hidden. */
  data(lines: string): void;
  err(text: string): void;
  /** Asks the person at the keyboard for a line; undefined: nobody is there. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** Hands over each key that is pressed until the function that it gives is called; undefined: there is no keyboard. */
  readonly onKey?: ((listener: (key: string) => void) => () => void) | undefined;
}

/** Where a pipe or a file is written to, nobody knows how wide it will be shown. */
const COLUMNS_DEFAULT = 100;
const COLUMNS_MIN = 40;
const COLUMNS_MAX = 200;

/** The same terminal behind the one writer: hidden characters become visible, drysend's own styles stay. */
export function writerOn(terminal: Terminal): Terminal {
  return {
    ...terminal,
    out: (text) => terminal.out(terminalText(text)),
    err: (text) => terminal.err(terminalText(text)),
  };
}

/** The real one: stdout, stderr and the environment. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  stdout.on('error', (error: NodeJS.ErrnoException) => endUnwritten(error, 'stdout'));
  stderr.on('error', (error: NodeJS.ErrnoException) => endUnwritten(error, 'stderr'));
  return {
    columns: columnsOf(stdout.columns, env.COLUMNS),
    colour: wantsColour(env, stdout.isTTY),
    errorColour: wantsColour(env, stderr.isTTY),
    showsProgress: stderr.isTTY === true && env.TERM !== 'dumb',
    debug: env.DRYSEND_DEBUG === '1',
    pathPrefix: pathPrefixFrom(env.GITHUB_WORKSPACE, process.cwd()),
    data: (lines) => stdout.write(stdout.isTTY ? readable(lines) : lines),
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    ask: stdin.isTTY && stderr.isTTY ? lineFromKeyboard : undefined,
    onKey: stdin.isTTY ? keysFromKeyboard : undefined,
  };
}

/** For somebody who looks at it: without the marks that only programs need. */
const readable = (lines: string): string =>
  visibleJson(lines.replace(/^\ufeff/, '').replaceAll('\r\n', '\n'));

/** Each key at once, without Enter. */
function keysFromKeyboard(listener: (key: string) => void): () => void {
  const { stdin } = process;
  const hear = (bytes: Buffer): void => listener(bytes.toString('utf8'));
  stdin.setRawMode(true).resume().on('data', hear);
  return () => {
    stdin.off('data', hear).setRawMode(false).pause();
  };
}

/** The question goes to stderr, so that stdout stays the command's result. */
async function lineFromKeyboard(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/**
 * `drysend run | head` closes the pipe on us: nobody is reading, so there is nothing left to say. A full
 * disk is reported in one line, where that is still possible.
 */
function endUnwritten(error: NodeJS.ErrnoException, name: 'stdout' | 'stderr'): void {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? exitCodes.kept);
  if (name === 'stdout') process.stderr.write(`drysend: cannot write to stdout: ${systemReason(error)}\n`);
  process.exit(exitCodes.couldNotRun);
}

/** NO_COLOR wins over FORCE_COLOR, which wins over whether it is a terminal. */
export function wantsColour(env: NodeJS.ProcessEnv, isTerminal: boolean | undefined): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return !['', '0', 'false'].includes(env.FORCE_COLOR);
  return isTerminal === true && env.TERM !== 'dumb';
}

/** Annotations name files from the root of the repository, wherever the command stands in it. */
export function pathPrefixFrom(root: string | undefined, folder: string): string {
  const way = root ? relative(root, folder).replaceAll('\\', '/') : '';
  return way === '' || way.startsWith('../') || isAbsolute(way) ? '' : `${way}/`;
}

/** Of the terminal; where there is none, what COLUMNS says. */
export function columnsOf(terminalCells: number | undefined, asked: string | undefined): number {
  const wanted = terminalCells || (asked && /^\d{1,5}$/.test(asked) ? Number(asked) : 0) || COLUMNS_DEFAULT;
  return Math.min(COLUMNS_MAX, Math.max(COLUMNS_MIN, wanted));
}
