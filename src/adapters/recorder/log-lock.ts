import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'exchanges.lock';
const TRIES_MAX = 3;

/** Locks that this process has now. In a container an earlier process may have had the same number. */
const held = new Set<string>();

/**
 * Takes the log of a folder for this process; gives what releases it. A lock whose process is gone is taken over.
 * @throws Error when a running process has it; the system's error when the folder cannot be written.
 */
export function takeLock(folder: string): () => void {
  const path = join(folder, FILE);
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (isTakenNow(path)) {
      held.add(path);
      return () => {
        held.delete(path);
        rmSync(path, { force: true });
      };
    }
    const holder = holderOf(path);
    if (held.has(path) || (holder !== process.pid && isRunning(holder))) {
      throw new Error(
        `${folder} is in use by process ${holder}: stop it, or choose another folder (no drysend? delete ${path})`,
      );
    }
    rmSync(path, { force: true });
  }
  throw new Error(`${path} cannot be taken: delete it if no drysend runs`);
}

/** Written under another name and then renamed, so that no reader finds a lock without its holder. */
function isTakenNow(path: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** 0: no process. */
function holderOf(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** In a container without an init, what was killed stays in the list of processes, though it runs no more. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}
