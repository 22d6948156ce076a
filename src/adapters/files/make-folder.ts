import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and the ones above it, one at a time: Node's own `recursive` never ends below /proc, where a
 * folder cannot be made though the one above it is there. Throws the system's own error.
 */
export function makeFolder(path: string, mode?: number): void {
  const missing: string[] = [];
  let folder = resolve(path);
  for (; !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
  if (missing.length === 0 && !statSync(folder).isDirectory()) missing.push(folder);
  for (const one of missing) makeOne(one, mode);
}

/** Another process may be faster. */
function makeOne(folder: string, mode: number | undefined): void {
  try {
    mkdirSync(folder, mode);
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
