import { createContext, Script } from 'node:vm';

const room = createContext({ work: undefined as (() => void) | undefined });
const script = new Script('work()');

/** Work took longer than it may. */
export class TooSlow extends Error {}

/**
 * Does synchronous work that a client asks for, over all that was recorded, and stops it when it takes longer
 * than `ms`. The work may be cut anywhere, so it must change nothing.
 * @throws TooSlow
 */
export function withinTime<T>(ms: number, work: () => T): T {
  const done: T[] = [];
  room.work = () => {
    done[0] = work();
  };
  try {
    script.runInContext(room, { timeout: ms });
  } catch (error) {
    if (isTimeout(error)) throw new TooSlow(`longer than ${ms} ms`);
    throw error;
  } finally {
    room.work = undefined;
  }
  return done[0] as T;
}

const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
