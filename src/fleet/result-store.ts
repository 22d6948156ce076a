/** Where the parts of a run and what its shards make are kept, for all machines of a fleet. */
import type { LocalFile } from '../adapters/files/local-file.ts';
import type { StoredFile } from './file-names.ts';

/** A file whose content is what its name says, to be read on this machine. */
export interface LocalCopy {
  readonly path: string;
  /** Nobody reads it any longer. */
  release(): Promise<void>;
}

/**
 * Every file is there whole or not at all, under a name that holds the SHA-256 of its content: the same content put twice is one file.
 * What is read is compared with that; what differs is removed, and a FleetProblem says so.
 */
export interface ResultStore {
  /** For people. */
  readonly place: string;
  /** The folder in which files for this store are made. */
  readonly scratch: string;
  /** Takes the file away from where it was made. */
  put(run: string, name: string, file: LocalFile): Promise<StoredFile>;
  get(file: StoredFile): Promise<LocalCopy>;
  list(run: string): Promise<StoredFile[]>;
  /** Nothing happens where it is not there. */
  remove(file: StoredFile): Promise<void>;
  /** Removes what processes that were killed have left unfinished of a run. */
  sweep(run: string): Promise<void>;
  close(): Promise<void>;
}
