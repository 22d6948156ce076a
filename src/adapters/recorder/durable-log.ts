import {
  closeSync,
  fdatasync,
  ftruncate,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  write,
} from 'node:fs';
import { join } from 'node:path';
import { takeLock } from './log-lock.ts';
import type { Recorded } from './recorded.ts';
import { withoutSecrets } from './without-secrets.ts';

const FILE = 'exchanges.ndjson';

/** An append-only file of exchanges: what `append` has called back for is on the disk, without its secrets. */
export interface DurableLog {
  readonly path: string;
  /** Lines that were there at the start, whole ones only. */
  readonly restored: readonly Recorded[];
  /** Bytes of a torn last line that were cut off at the start. */
  readonly tornBytes: number;
  /** Numbers of lines, from 1, that are no exchange. They stay in the file and are passed over. */
  readonly damaged: readonly number[];
  append(recorded: Recorded, done: (error?: Error) => void): void;
  close(): void;
}

type Done = (error?: Error) => void;

/**
 * Opens the log of a folder. What arrives while one write is on its way to the disk goes with the next: one
 * fdatasync for the whole group. A group that cannot be written whole is taken back.
 * @throws the system's error; Error when another process has the log open.
 */
export function openDurableLog(folder: string): DurableLog {
  mkdirSync(folder, { recursive: true });
  const release = takeLock(folder);
  const path = join(folder, FILE);
  const descriptor = openSync(path, 'a+');
  const { restored, damaged, wholeBytes, tornBytes } = readLines(path);
  if (tornBytes > 0) ftruncateSync(descriptor, wholeBytes);

  let size = wholeBytes;
  let group: { line: string; done: Done }[] = [];
  let isWriting = false;

  function flush(): void {
    if (isWriting || group.length === 0) return;
    isWriting = true;
    const now = group;
    group = [];
    const bytes = Buffer.from(now.map(({ line }) => line).join(''));
    writeAll(descriptor, bytes, 0, (failed) => {
      if (failed) return takenBack(now, failed);
      fdatasync(descriptor, (error) => {
        if (error) return takenBack(now, error);
        size += bytes.length;
        settled(now, undefined);
      });
    });
  }

  function takenBack(now: readonly { done: Done }[], error: Error): void {
    ftruncate(descriptor, size, () => settled(now, error));
  }

  function settled(now: readonly { done: Done }[], error: Error | undefined): void {
    isWriting = false;
    for (const { done } of now) done(error);
    flush();
  }

  return {
    path,
    restored,
    tornBytes,
    damaged,
    append(recorded, done) {
      group.push({ line: `${JSON.stringify(withoutSecrets(recorded))}\n`, done });
      // The requests of one turn of the event loop share a write.
      if (group.length === 1) setImmediate(flush);
    },
    close() {
      closeSync(descriptor);
      release();
    },
  };
}

function writeAll(descriptor: number, bytes: Buffer, from: number, done: Done): void {
  write(descriptor, bytes, from, bytes.length - from, null, (error, written) => {
    if (error) done(error);
    else if (from + written < bytes.length) writeAll(descriptor, bytes, from + written, done);
    else done();
  });
}

interface Lines {
  readonly restored: readonly Recorded[];
  readonly damaged: readonly number[];
  readonly wholeBytes: number;
  readonly tornBytes: number;
}

/** The whole lines of a log; a last line without its end is what a crash has torn. */
function readLines(path: string): Lines {
  const bytes = readFileSync(path);
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  const restored: Recorded[] = [];
  const damaged: number[] = [];
  const lines = bytes.subarray(0, wholeBytes).toString('utf8').split('\n').slice(0, -1);
  for (const [index, line] of lines.entries()) {
    const recorded = exchangeIn(line);
    if (recorded === undefined) damaged.push(index + 1);
    else restored.push(recorded);
  }
  return { restored, damaged, wholeBytes, tornBytes: bytes.length - wholeBytes };
}

function exchangeIn(line: string): Recorded | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isExchange(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isExchange = (value: unknown): value is Recorded =>
  typeof value === 'object' && value !== null && 'seq' in value && 'request' in value && 'response' in value;
