import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Characters gathered before they are handed to the file. */
const BUFFER_CHARACTERS_MAX = 262_144;

/** What was to be written could not be: the disk is full, or nobody reads the pipe any more. */
export class CannotWrite extends Error {
  readonly path: string;
  /** The system's own error. */
  override readonly cause: unknown;

  constructor(path: string, cause: unknown) {
    super(`cannot write ${path}`);
    this.path = path;
    this.cause = cause;
  }
}

/** A text file written line by line, in whole lines only: cut off at any moment, it can still be read. */
export interface LineFile {
  readonly path: string;
  /** `line` ends in a newline. Throws `CannotWrite`, as `close` does. */
  write(line: string): void;
  /** Hands everything over and closes; may be called twice. */
  close(): void;
}

/** Opens (and empties) the file, making its folder where needed. Throws the system's own error. */
export function openLineFile(path: string): LineFile {
  mkdirSync(dirname(path), { recursive: true });
  let descriptor: number | undefined = openSync(path, 'w');
  let waiting = '';

  const flush = (): void => {
    const text = waiting;
    waiting = '';
    if (text === '' || descriptor === undefined) return;
    try {
      writeAll(descriptor, text);
    } catch (error) {
      throw new CannotWrite(path, error);
    }
  };
  return {
    path,
    write(line) {
      waiting += line;
      if (waiting.length >= BUFFER_CHARACTERS_MAX) flush();
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

/** A pipe or a nearly full disk may take less than it is given at once. */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}
