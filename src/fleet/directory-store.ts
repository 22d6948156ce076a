/** A store in a folder that all machines of a fleet see, such as one that is shared by NFS. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesAt, type LocalFile, publishFile, sha256Of } from '../adapters/files/local-file.ts';
import { makeFolder } from '../adapters/files/make-folder.ts';
import { fileNamed, fileNameOf, type StoredFile } from './file-names.ts';
import { FleetProblem } from './problem.ts';
import type { LocalCopy, ResultStore } from './result-store.ts';
import { damagedFile, missingFile, unusableStore } from './store-problems.ts';

export class DirectoryStore implements ResultStore {
  readonly place: string;
  readonly scratch: string;
  readonly #folder: string;

  /** Makes the folder. Throws FleetProblem. */
  constructor(folder: string) {
    this.place = folder;
    this.#folder = folder;
    this.scratch = join(folder, 'unfinished');
    try {
      makeFolder(this.scratch);
    } catch (error) {
      throw unusableStore(folder, error);
    }
  }

  put(run: string, name: string, { path, sha256, bytes }: LocalFile): Promise<StoredFile> {
    return this.#reached(async () => {
      const file = { run, name, sha256, bytes };
      await publishFile(path, this.#pathOf(file));
      return file;
    });
  }

  get(file: StoredFile): Promise<LocalCopy> {
    return this.#reached(async () => {
      const path = this.#pathOf(file);
      if ((await bytesAt(path)) === undefined) throw missingFile(this.place, file);
      if ((await sha256Of(path)) !== file.sha256) {
        await this.remove(file);
        throw damagedFile(this.place, file);
      }
      return { path, release: () => Promise.resolve() };
    });
  }

  list(run: string): Promise<StoredFile[]> {
    return this.#reached(async () => {
      const names = await readdir(join(this.#folder, run)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      const files: StoredFile[] = [];
      for (const name of names.sort()) {
        const bytes = await bytesAt(join(this.#folder, run, name));
        const file = bytes === undefined ? undefined : fileNamed(run, name, bytes);
        if (file) files.push(file);
      }
      return files;
    });
  }

  remove(file: StoredFile): Promise<void> {
    return this.#reached(() => rm(this.#pathOf(file), { force: true }));
  }

  sweep(run: string): Promise<void> {
    return this.#reached(async () => {
      for (const name of await readdir(this.scratch))
        if (name.startsWith(`${run}.`)) await rm(join(this.scratch, name), { force: true });
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #pathOf(file: StoredFile): string {
    return join(this.#folder, file.run, fileNameOf(file));
  }

  async #reached<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw error instanceof FleetProblem ? error : unusableStore(this.place, error);
    }
  }
}
