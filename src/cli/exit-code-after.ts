import { systemReason } from '../adapters/files/system-reason.ts';
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
  if (error instanceof CannotWrite) return unwritten(error, terminal);
  terminal.err(`drysend: ${internalErrorText(error, terminal)}\n`);
  return exitCodes.couldNotRun;
}

/** Nobody reads a closed pipe, so there is nothing to say of one. */
function unwritten({ path, cause }: CannotWrite, terminal: Terminal): ExitCode {
  if (cause instanceof Error && 'code' in cause && cause.code === 'EPIPE') return exitCodes.kept;
  terminal.err(`drysend: cannot write ${visibleLine(path)}: ${systemReason(cause)}\n`);
  return exitCodes.couldNotRun;
}
