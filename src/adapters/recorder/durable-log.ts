import { closeSync, fdatasync, ftruncate, ftruncateSync, openSync, write } from 'node:fs';
import { join } from 'node:path';
import { makeOutputFolder } from '../files/make-folder.ts';
import { withoutSecrets } from '../secrets/without-secrets.ts';
import { readLogLines } from './log-lines.ts';
import { takeLock } from './log-lock.ts';
import type { Recorded } from './recorded.ts';
import { KEPT_BYTES_MAX, KEPT_MAX } from './recorder.ts';

const FILE = 'exchanges.ndjson';

/** An append-only file of exchanges: what `append` has called back for is on the disk, without its secrets. */
export interface DurableLog {
  readonly path: string;
  /** What was there at the start, oldest first: as much of the newest as a recorder keeps. */
  readonly restored: readonly Recorded[];
  readonly restoredCount: number;
  /** Bytes of a torn last line that were cut off at the start. */
  readonly tornBytes: number;
  /** Numbers of lines, from 1, that are no exchange. They stay in the file and are passed over. */
  readonly damaged: readonly number[];
  /** Lets go of what was restored: it may be hundreds of megabytes. */
  letGo(): void;
  append(recorded: Recorded, done: (error?: Error) => void): void;
  /** What was appended before is written still. */
  close(): void;
}

type Done = (error?: Error) => void;

/**
 * Opens the log of a folder. What arrives while one write is on its way to the disk goes with the next: one
 * fdatasync for the whole group. A group that cannot be written whole is taken back.
 * @throws the system's error; Error when another process has the log open.
 */
export function openDurableLog(folder: string): DurableLog {
  makeJournalFolder(folder);
  const release = takeLock(folder);
  const path = join(folder, FILE);
  const { descriptor, lines } = openedOr(release, path);
  const { damaged, wholeBytes, tornBytes } = lines;
  let restored = lines.restored;

  let size = wholeBytes;
  let group: { line: string; done: Done }[] = [];
  let isWriting = false;
  let isClosing = false;

  function flush(): void {
    if (isWriting || group.length === 0) return;
    isWriting = true;
    const now = group;
    group = [];
    const bytes = Buffer.from(now.map(({ line }) => line).join(''));
    writeAll(descriptor, bytes, 0, (failed) => {
      if (failed) return withdrawn(now, failed);
      fdatasync(descriptor, (error) => {
        if (error) return withdrawn(now, error);
        size += bytes.length;
        settled(now, undefined);
      });
    });
  }

  function withdrawn(now: readonly { done: Done }[], error: Error): void {
    ftruncate(descriptor, size, () => settled(now, error));
  }

  function settled(now: readonly { done: Done }[], error: Error | undefined): void {
    isWriting = false;
    for (const { done } of now) done(error);
    goOn();
  }

  function goOn(): void {
    if (isClosing && !isWriting && group.length === 0) end();
    else flush();
  }

  function end(): void {
    closeSync(descriptor);
    release();
  }

  return {
    path,
    get restored() {
      return restored;
    },
    restoredCount: restored.length,
    tornBytes,
    damaged,
    letGo() {
      restored = [];
    },
    append(recorded, done) {
      if (isClosing) return done(new Error('the journal is closed'));
      group.push({ line: `${JSON.stringify(withoutSecrets(recorded))}\n`, done });
      // The requests of one turn of the event loop share a write.
      if (group.length === 1) setImmediate(flush);
    },
    close() {
      if (isClosing) return;
      isClosing = true;
      goOn();
    },
  };
}

function makeJournalFolder(folder: string): void {
  try {
    makeOutputFolder(folder);
  } catch (error) {
    const isFile = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw isFile ? new Error(`${folder} is a file: a journal is a folder`) : error;
  }
}

/** Opens and reads the file, and cuts off a torn end. A file that cannot be read does not keep its lock. */
function openedOr(release: () => void, path: string) {
  try {
    const descriptor = openSync(path, 'a+');
    const lines = readLogLines(descriptor, { countMax: KEPT_MAX, bytesMax: KEPT_BYTES_MAX });
    if (lines.tornBytes > 0) ftruncateSync(descriptor, lines.wholeBytes);
    return { descriptor, lines };
  } catch (error) {
    release();
    throw error;
  }
}

function writeAll(descriptor: number, bytes: Buffer, from: number, done: Done): void {
  write(descriptor, bytes, from, bytes.length - from, null, (error, bytesWritten) => {
    if (error) done(error);
    else if (from + bytesWritten < bytes.length) writeAll(descriptor, bytes, from + bytesWritten, done);
    else done();
  });
}
