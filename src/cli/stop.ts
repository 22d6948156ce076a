import { FolderMissing } from '../adapters/files/make-folder.ts';
import { systemReason } from '../adapters/files/system-reason.ts';
import { grouped } from '../core/text/grouped.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** The command ends here, with something to say that the person can act on. Never shown with a stack. */
export class Stop extends Error {
  readonly exitCode: ExitCode;
  /** What would put it right. */
  readonly cure: string | undefined;

  constructor(exitCode: ExitCode, message: string, cure?: string) {
    super(message);
    this.exitCode = exitCode;
    this.cure = cure;
  }
}

/** What `open` gives, or a stop that says why the file cannot be written. */
export function opened<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw new Stop(exitCodes.usage, `cannot write ${path}: ${systemReason(error)}`, cureOf(error));
  }
}

const cureOf = (error: unknown): string | undefined =>
  error instanceof FolderMissing
    ? 'Make it first: drysend makes folders only below the one in which it is started.'
    : undefined;

/** How many entries a Map or a Set of V8 holds. */
const ENTRIES_MAX = 2 ** 24;

/** One clear line; the stack only for those who ask. */
export function internalErrorText(error: unknown, { debug }: Pick<Terminal, 'debug'>): string {
  if (!(error instanceof Error)) return String(error);
  if (debug) return error.stack ?? error.message;
  if ('syscall' in error) return `the system refused: ${systemReason(error)}`;
  if (error instanceof RangeError && /^(?:Map|Set) maximum size exceeded/.test(error.message))
    return `more than ${grouped(ENTRIES_MAX)} people, messages under way or warnings at once, as many as one run holds: split the scenario`;
  const message = error.message.split('\n', 1)[0] ?? '';
  return `internal error: ${message} (DRYSEND_DEBUG=1 shows where)`;
}
