/** Files for what has no room in memory, in a folder of their own. Nobody else may read them, and they are gone when the process is. */
import {
  closeSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemReason } from './system-reason.ts';

/** A file that is written from its beginning to its end, and then read. */
export interface SpillFile {
  readonly length: number;
  write(bytes: Uint8Array): void;
  read(from: number, to: number): Uint8Array;
}

/** A file could not be made, or written on. */
export class SpillFailed extends Error {
  readonly folder: string;
  /** What had room. */
  readonly bytes: number;
  readonly reason: string;

  constructor(folder: string, bytes: number, cause: unknown) {
    const reason = systemReason(cause);
    super(`${folder}: ${reason}`, { cause });
    this.folder = folder;
    this.bytes = bytes;
    this.reason = reason;
  }
}

type Write = (descriptor: number, bytes: Uint8Array) => number;

export class SpillFolder {
  /** In which it is made. */
  readonly parent: string;
  private folder: string | undefined;
  private readonly descriptors: number[] = [];
  private readonly write: Write;

  /** The system's folder for temporary files unless given; nothing is made before there is a file. */
  constructor(parent?: string, write: Write = writeSync) {
    this.parent = resolve(parent ?? tmpdir());
    this.write = write;
  }

  file(): SpillFile {
    const descriptor = this.opened();
    let length = 0;
    return {
      get length() {
        return length;
      },
      write: (bytes) => {
        try {
          for (let at = 0; at < bytes.length; ) at += this.write(descriptor, bytes.subarray(at));
        } catch (error) {
          throw new SpillFailed(this.parent, length, error);
        }
        length += bytes.length;
      },
      read: (from, to) => readFrom(descriptor, from, to),
    };
  }

  /** What others may still write there; undefined: the system does not say. */
  freeBytes(): number | undefined {
    try {
      const { bavail, bsize } = statfsSync(this.parent);
      return bavail * bsize;
    } catch {
      return undefined;
    }
  }

  /** Takes all of it away. */
  close(): void {
    for (const descriptor of this.descriptors.splice(0)) closeSync(descriptor);
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }

  private opened(): number {
    try {
      this.folder ??= mkdtempSync(join(this.parent, 'drysend-'));
      const path = join(this.folder, `spill-${this.descriptors.length + 1}`);
      const descriptor = openSync(path, 'wx+', 0o600);
      this.descriptors.push(descriptor);
      unlinkWhereOpen(path);
      return descriptor;
    } catch (error) {
      this.close();
      throw new SpillFailed(this.parent, 0, error);
    }
  }
}

/** A file without a name is gone with the process, however that ends. Windows keeps the name until the file is closed. */
function unlinkWhereOpen(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // `close` takes it away.
  }
}

function readFrom(descriptor: number, from: number, to: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(to - from);
  let length = 0;
  while (length < bytes.length) {
    const got = readSync(descriptor, bytes, length, bytes.length - length, from + length);
    if (got === 0) break;
    length += got;
  }
  return bytes.subarray(0, length);
}
