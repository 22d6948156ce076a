/** Folders that outputs are written to: which are made, and which have to be there. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/** An output's folder is not there, and is none that drysend makes. */
export class FolderMissing extends Error {
  readonly folder: string;

  constructor(folder: string) {
    super(`there is no folder ${folder}`);
    this.folder = folder;
  }
}

/**
 * The folders on the way to an output, which are made below the working directory: elsewhere a path that was mistyped
 * would leave folders behind. Throws FolderMissing, or the system's own error.
 */
export function makeFoldersTo(output: string): void {
  const folder = dirname(resolve(output));
  if (!existsSync(folder) && !isBelowHere(folder)) throw new FolderMissing(dirname(output));
  makeFolder(folder);
}

/** A folder that is itself an output. */
export function makeOutputFolder(folder: string): void {
  makeFoldersTo(folder);
  makeFolder(folder);
}

function isBelowHere(folder: string): boolean {
  const way = relative(process.cwd(), folder);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

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
