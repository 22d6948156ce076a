import { systemReason } from '../adapters/files/system-reason.ts';
import { CannotResume } from '../adapters/journal/cannot-resume.ts';
import { CannotWrite } from '../adapters/line-file.ts';
import { visibleLine } from '../core/render/visible.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { internalErrorText, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** Says on stderr what went wrong, and how the command ends. */
export function exitCodeAfter(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof Stop) {
    terminal.err(
      `drysend: ${visibleLine(error.message)}\n${error.cure === undefined ? '' : `${error.cure}\n`}`,
    );
    return error.exitCode;
  }
  if (error instanceof CannotResume) return notResumed(error, terminal);
  if (error instanceof CannotWrite) return unwritten(error, terminal);
  terminal.err(`drysend: ${internalErrorText(error, terminal)}\n`);
  return exitCodes.couldNotRun;
}

/** Nobody reads a closed pipe, so there is nothing to say of one. */
function unwritten({ path, cause, keepsLines }: CannotWrite, terminal: Terminal): ExitCode {
  if (cause instanceof Error && 'code' in cause && cause.code === 'EPIPE') return exitCodes.kept;
  terminal.err(`drysend: cannot write ${visibleLine(path)}: ${systemReason(cause)}\n`);
  if (keepsLines) terminal.err('It has what happened until then. A journal is gone on with by --resume.\n');
  return exitCodes.couldNotRun;
}

function notResumed({ path, line, cause }: CannotResume, terminal: Terminal): ExitCode {
  terminal.err(
    `drysend: cannot go on with ${visibleLine(path)}: line ${line} ${systemReason(cause)}\nThe file is as it was. Without --resume it is written anew.\n`,
  );
  return exitCodes.usage;
}
