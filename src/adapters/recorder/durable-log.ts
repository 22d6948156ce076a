import { closeSync, fdatasync, ftruncateSync, mkdirSync, openSync, readFileSync, write } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from './recorder.ts';

const FILE = 'exchanges.ndjson';

/** An append-only file of exchanges: what `append` has called back for is on the disk. */
export interface DurableLog {
  readonly path: string;
  /** Lines that were there at the start, whole ones only. */
  readonly restored: readonly Recorded[];
  /** Bytes of a torn last line that were cut off at the start. */
  readonly tornBytes: number;
  append(recorded: Recorded, done: (error?: Error) => void): void;
  close(): void;
}

/**
 * Opens the log of a folder. What arrives while one write is on its way to the disk goes with the next: one
 * fdatasync for the whole group.
 */
export function openDurableLog(folder: string): DurableLog {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, FILE);
  const descriptor = openSync(path, 'a+');
  const { restored, wholeBytes, tornBytes } = readLines(path);
  if (tornBytes > 0) ftruncateSync(descriptor, wholeBytes);

  let group: { line: string; done: (error?: Error) => void }[] = [];
  let isWriting = false;

  function flush(): void {
    if (isWriting || group.length === 0) return;
    isWriting = true;
    const now = group;
    group = [];
    const bytes = Buffer.from(now.map(({ line }) => line).join(''));
    writeAll(descriptor, bytes, 0, (failed) => {
      if (failed) return settled(now, failed);
      fdatasync(descriptor, (error) => settled(now, error ?? undefined));
    });
  }

  function settled(now: readonly { done: (error?: Error) => void }[], error: Error | undefined): void {
    isWriting = false;
    for (const { done } of now) done(error);
    flush();
  }

  return {
    path,
    restored,
    tornBytes,
    append(recorded, done) {
      group.push({ line: `${JSON.stringify(recorded)}\n`, done });
      // The requests of one turn of the event loop share a write.
      if (group.length === 1) setImmediate(flush);
    },
    close: () => closeSync(descriptor),
  };
}

function writeAll(descriptor: number, bytes: Buffer, from: number, done: (error?: Error) => void): void {
  write(descriptor, bytes, from, bytes.length - from, null, (error, written) => {
    if (error) done(error);
    else if (from + written < bytes.length) writeAll(descriptor, bytes, from + written, done);
    else done();
  });
}

/** The whole lines of a log; a last line without its end is what a crash has torn. */
function readLines(path: string): { restored: Recorded[]; wholeBytes: number; tornBytes: number } {
  const bytes = readFileSync(path);
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  const restored: Recorded[] = [];
  for (const line of bytes.subarray(0, wholeBytes).toString('utf8').split('\n')) {
    if (line !== '') restored.push(JSON.parse(line) as Recorded);
  }
  return { restored, wholeBytes, tornBytes: bytes.length - wholeBytes };
}
