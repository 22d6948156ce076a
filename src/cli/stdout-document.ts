/** Outputs named `-`: one document on standard output, for a program that reads it, in place of the report for people. */
import { type ScreenDocument, screenDocument } from '../adapters/files/screen-document.ts';
import { openWholeFile } from '../adapters/files/whole-file.ts';
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { exitCodes } from './exit-codes.ts';
import { STDOUT, type Target } from './outputs.ts';
import { opened, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** Outputs by where they go. */
export interface Destinations {
  readonly files: readonly Target[];
  /** Nothing else is to be printed there. */
  readonly isStdoutTaken: boolean;
}

/** Ends the command when two outputs want standard output, or one that is no text. */
export function destinationsOf(asked: Readonly<Record<string, string | undefined>>): Destinations {
  const targets = Object.entries(asked).flatMap(([option, path]) =>
    path === undefined ? [] : [{ option, path }],
  );
  const onStdout = targets.filter(({ path }) => path === STDOUT).map(({ option }) => option);
  if (onStdout.includes('--xlsx'))
    throw new Stop(
      exitCodes.usage,
      '--xlsx - is no file: a workbook is not text, and - is standard output',
      'Name a file: --xlsx rows.xlsx. --csv - writes text.',
    );
  if (onStdout.length > 1) {
    const found = `${onStdout.join(' and ')} both write to stdout`;
    throw new Stop(exitCodes.usage, found, `Give one of them a file: ${onStdout[0]} FILE`);
  }
  return { files: targets.filter(({ path }) => path !== STDOUT), isStdoutTaken: onStdout.length > 0 };
}

/** A document of text at its path, or on standard output with the bytes that the file would have. */
export const documentAt = (path: string, terminal: Terminal): ScreenDocument =>
  path === STDOUT
    ? screenDocument({ out: (text) => terminal.data(text) })
    : opened(path, () => openWholeFile(path));

/** Said when a file has taken its place: none is of standard output. */
export const wroteNotes = (path: string, rows: number): string[] =>
  path === STDOUT ? [] : [`wrote ${visibleLine(path)}: ${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}`];
