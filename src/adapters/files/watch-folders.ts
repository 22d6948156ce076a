/** Says which files of some folders changed, were made or went: gathered for a moment, as one save is several changes. */
import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';

/** So long nothing may change before what did is told. */
const QUIET_MS = 20;

export interface FolderWatch {
  /** Watches these folders from now on, and no others; those that are not there are left out. */
  folders(paths: ReadonlySet<string>): void;
  close(): void;
}

/** Paths begin as those of their folders do. */
export function watchFolders(onChange: (paths: ReadonlySet<string>) => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const note = (path: string): void => {
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = changed;
      changed = new Set();
      onChange(paths);
    }, QUIET_MS);
  };
  const end = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const begin = (folder: string): void => {
    try {
      const watcher = watch(folder, (_event, name) => note(name === null ? folder : join(folder, name)));
      watcher.on('error', () => end(folder));
      watchers.set(folder, watcher);
    } catch {
      // It went away, and the folder above it says when it comes back.
    }
  };
  return {
    folders(paths) {
      for (const folder of watchers.keys()) if (!paths.has(folder)) end(folder);
      for (const folder of paths) if (!watchers.has(folder)) begin(folder);
    },
    close() {
      clearTimeout(timer);
      for (const folder of [...watchers.keys()]) end(folder);
    },
  };
}
