import { runInThisContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** Ctrl-C was pressed while the work was under way. */
export class Interrupted extends Error {}

const slot: unique symbol = Symbol.for('drysend.work') as never;
const shared = globalThis as { [slot]?: () => void };

/**
 * Does synchronous work that Ctrl-C can end. A rehearsal never gives the event loop a turn, so no signal
 * handler would be heard before it is over; the virtual machine's own guard is. Throws `Interrupted`. Another thread is
 * ended by the one that started it.
 */
export function interruptible<T>(work: () => T): T {
  if (!isMainThread) return work();
  let result: { readonly value: T } | undefined;
  shared[slot] = () => {
    result = { value: work() };
  };
  try {
    runInThisContext("globalThis[Symbol.for('drysend.work')]()", { breakOnSigint: true });
  } catch (error) {
    if (isInterruption(error)) throw new Interrupted('interrupted');
    throw error;
  } finally {
    delete shared[slot];
  }
  return result!.value;
}

const isInterruption = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';
