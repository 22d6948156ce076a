import { closeSync, constants, fchmodSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { makeFoldersTo } from './files/make-folder.ts';

/** Characters gathered before they are handed to the file. */
const BUFFER_CHARACTERS_MAX = 262_144;
/** Those bits of a file's mode that are permissions. */
const PERMISSIONS = 0o777;

/** A write failed: the disk is full, or the pipe's reader has gone. */
export class CannotWrite extends Error {
  readonly path: string;
  /** The system's own error. */
  override readonly cause: unknown;
  /** What came before is in the file. */
  readonly keepsLines: boolean;

  constructor(path: string, cause: unknown, { keepsLines = false } = {}) {
    super(`cannot write ${path}`);
    this.path = path;
    this.cause = cause;
    this.keepsLines = keepsLines;
  }
}

/**
 * A text file written line by line, in whole lines only: cut off at any moment, it can still be read. Where the disk is
 * full, it keeps the lines before.
 */
export interface LineFile {
  readonly path: string;
  /** `line` ends in a newline. Throws `CannotWrite`, as `close` does. */
  write(line: string): void;
  /** Bytes behind what was written so far: parts of a file that is no text. */
  writeBytes(bytes: Uint8Array): void;
  /** Hands everything over and closes; may be called twice. */
  close(): void;
}

export interface LineFileOptions {
  /** Only where nothing has that name yet. */
  readonly isNew?: boolean;
  /** A symbolic link is refused. */
  readonly noLink?: boolean;
  /** Permissions, else those of every new file. */
  readonly mode?: number | undefined;
}

/** Opens (and empties) the file, making folders as `makeFoldersTo` does. Throws FolderMissing, or the system's own error. */
export function openLineFile(path: string, options: LineFileOptions = {}): LineFile {
  makeFoldersTo(path);
  let descriptor: number | undefined = openSync(path, flagsOf(options));
  if (options.mode !== undefined) fchmodSync(descriptor, options.mode & PERMISSIONS);
  let waiting = '';
  let length = 0;
  /** Where the next bytes go; null: behind those before. */
  let position: number | null = null;

  const hand = (bytes: Uint8Array): void => {
    if (bytes.length === 0 || descriptor === undefined) return;
    try {
      writeAll(descriptor, bytes, position);
      length += bytes.length;
      if (position !== null) position = length;
    } catch (error) {
      if (cutBack(descriptor, length)) position = length;
      throw new CannotWrite(path, error, { keepsLines: length > 0 });
    }
  };
  const flush = (): void => {
    const text = waiting;
    waiting = '';
    hand(Buffer.from(text, 'utf8'));
  };
  return {
    path,
    write(line) {
      waiting += line;
      if (waiting.length >= BUFFER_CHARACTERS_MAX) flush();
    },
    writeBytes(bytes) {
      flush();
      hand(bytes);
    },
    close() {
      if (descriptor === undefined) return;
      try {
        flush();
      } finally {
        closeSync(descriptor);
        descriptor = undefined;
      }
    },
  };
}

function flagsOf({ isNew, noLink }: LineFileOptions): number {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_EXCL, O_NOFOLLOW } = constants;
  return O_WRONLY | O_CREAT | (isNew ? O_EXCL : O_TRUNC) | (noLink ? O_NOFOLLOW : 0);
}

/** What was begun and could not be ended is taken away again, of what is a file. */
function cutBack(descriptor: number, length: number): boolean {
  try {
    if (!fstatSync(descriptor).isFile()) return false;
    ftruncateSync(descriptor, length);
    return true;
  } catch {
    // The error that led here says more.
    return false;
  }
}

/** A pipe or a nearly full disk may take less than it is given at once. */
function writeAll(descriptor: number, bytes: Uint8Array, position: number | null): void {
  for (let done = 0; done < bytes.length; ) {
    const place = position === null ? null : position + done;
    const bytesWritten = writeSync(descriptor, bytes, done, bytes.length - done, place);
    if (bytesWritten === 0) throw new Error('it takes nothing');
    done += bytesWritten;
  }
}
