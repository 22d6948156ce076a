/** Files of bytes, made and read in pieces, whose content is known by its SHA-256. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  fsyncSync,
  openSync,
  type ReadStream,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize } from 'node:v8';
import { makeFolder } from './make-folder.ts';

/** A file that is all written, and flushed to the disk. */
export interface LocalFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

const PIECE_BYTES = 1 << 20;
const NEWLINE = 10;

/** A new file; nobody else may have made it. All of this throws the system's error. */
export class LocalFileWriter {
  readonly #path: string;
  readonly #hash = createHash('sha256');
  #descriptor: number | undefined;
  #bytes = 0;

  constructor(path: string) {
    makeFolder(dirname(path));
    this.#path = path;
    this.#descriptor = openSync(path, 'wx', 0o600);
  }

  write(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    for (let from = 0; from < bytes.length; )
      from += writeSync(this.#descriptor!, bytes, from, bytes.length - from);
    this.#bytes += bytes.length;
  }

  end(): LocalFile {
    fsyncSync(this.#descriptor!);
    this.#close();
    return { path: this.#path, sha256: this.#hash.digest('hex'), bytes: this.#bytes };
  }

  /** Nothing is left of it. */
  discard(): void {
    this.#close();
    rmSync(this.#path, { force: true });
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/** A value that `serialize` wrote. */
export const valueIn = (path: string): unknown => deserialize(readFileSync(path));

/** What is in a text, in pieces that end where a line does. */
export async function* linesOf(path: string): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of bytesOf(path)) {
    const all =
      rest.length === 0
        ? Buffer.from(piece.buffer, piece.byteOffset, piece.length)
        : Buffer.concat([rest, piece]);
    const end = all.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield all.subarray(0, end);
    rest = all.subarray(end);
  }
  if (rest.length > 0) yield rest;
}

/** What is in a file, piece by piece. */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    for (;;) {
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      const { bytesRead } = await handle.read(piece);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** The same, for libraries that send a stream. */
export const streamOf = (path: string): ReadStream => createReadStream(path, { highWaterMark: PIECE_BYTES });

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(path, 'r');
  // The same memory for each piece: new memory has to be cleared by the system each time.
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

/** Moves a file that is flushed to where others find it, and flushes the folder: after a power failure it is there too. */
export async function publishFile(from: string, to: string): Promise<void> {
  makeFolder(dirname(to));
  await rename(from, to);
  // Windows flushes no folders, and has nothing to flush.
  const folder = await open(dirname(to), 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** Undefined: there is no such file. */
export async function bytesAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Reads exact counts of bytes, one after another. */
export class LocalFileReader {
  readonly #handle: FileHandle;
  #ahead = Buffer.alloc(0);

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async at(path: string): Promise<LocalFileReader> {
    return new LocalFileReader(await open(path, 'r'));
  }

  /** The bytes stay as they are. Undefined: the file ends before. */
  async take(count: number): Promise<Buffer | undefined> {
    while (this.#ahead.length < count) {
      const piece = Buffer.allocUnsafe(Math.max(PIECE_BYTES, count - this.#ahead.length));
      const { bytesRead } = await this.#handle.read(piece);
      if (bytesRead === 0) return undefined;
      const got = piece.subarray(0, bytesRead);
      this.#ahead = this.#ahead.length === 0 ? got : Buffer.concat([this.#ahead, got]);
    }
    const bytes = this.#ahead.subarray(0, count);
    this.#ahead = this.#ahead.subarray(count);
    return bytes;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
