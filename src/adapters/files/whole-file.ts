import {
  accessSync,
  constants,
  lstatSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotWrite, type LineFile, openLineFile } from '../line-file.ts';

/** A document in a file: whole or not there at all, so that what was there before stays until then. */
export interface WholeFile extends LineFile {
  /** All is written: the file takes its place. Throws `CannotWrite`. */
  keep(): void;
  /** Without `keep` before it, nothing is left of what was written. */
  close(): void;
}

/** Files that one process writes at once and that a process which was killed left behind. */
const NAMES_MAX = 1000;

/**
 * Opens a document beside its place, and makes folders as `makeFoldersTo` does. A device, a pipe and a link that leads
 * nowhere are written as they are. Throws FolderMissing, or the system's own error.
 */
export function openWholeFile(path: string): WholeFile {
  const before = statSync(path, { throwIfNoEntry: false });
  if (isNoFile(path, before)) return asItIs(openLineFile(path));
  if (before) accessSync(path, constants.W_OK);
  const place = before ? realpathSync(path) : path;
  return beside(path, place, before);
}

/** Writes a document whole. Throws `CannotWrite`, or the system's own error when it cannot be begun. */
export function replaceFile(path: string, text: string): void {
  const file = openWholeFile(path);
  try {
    file.write(text);
    file.keep();
  } finally {
    file.close();
  }
}

const isNoFile = (path: string, stats: Stats | undefined): boolean =>
  stats ? !stats.isFile() : lstatSync(path, { throwIfNoEntry: false }) !== undefined;

const asItIs = (file: LineFile): WholeFile => ({ ...file, keep: () => file.close() });

function beside(path: string, place: string, before: Stats | undefined): WholeFile {
  const draft = openDraft(dirname(place), before?.mode);
  let isKept = false;
  return {
    path,
    write: (text) => withPathInErrors(path, () => draft.write(text)),
    writeBytes: (bytes) => withPathInErrors(path, () => draft.writeBytes(bytes)),
    keep: () =>
      withPathInErrors(path, () => {
        draft.close();
        renameSync(draft.path, place);
        isKept = true;
      }),
    close() {
      if (isKept) return;
      isKept = true;
      try {
        draft.close();
      } catch {
        // What could not be written is thrown away with the rest.
      }
      rmSync(draft.path, { force: true });
    },
  };
}

function openDraft(folder: string, mode: number | undefined): LineFile {
  for (let ordinal = 1; ; ordinal += 1) {
    const path = join(folder, `.drysend-${process.pid}-${ordinal}.part`);
    try {
      return openLineFile(path, { isNew: true, mode });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || ordinal === NAMES_MAX) throw error;
    }
  }
}

/** The system's error under the name that the person gave. */
function withPathInErrors(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new CannotWrite(path, error instanceof CannotWrite ? error.cause : error);
  }
}
