/** The files of `--watch`: loaded once, and again when they change, or a file that they use, import or are compared with. */
import { dirname, resolve } from 'node:path';
import {
  type LoadedFile,
  type LoadedPlans,
  loadFile,
  Parts,
  type PlanOptions,
  soundPlans,
} from './load-plans.ts';
import { scenarioFiles, scenarioFolders } from './scenario-files.ts';
import type { Terminal } from './terminal.ts';

export class WatchedStories {
  readonly #paths: readonly string[];
  readonly #options: PlanOptions;
  readonly #terminal: Terminal;
  #files = new Map<string, LoadedFile>();
  /** What was read for those that were loaded last. */
  #parts = new Parts();

  constructor(paths: readonly string[], options: PlanOptions, terminal: Terminal) {
    this.#paths = paths;
    this.#options = options;
    this.#terminal = terminal;
  }

  /**
   * Loads what the changed files have to do with, and files that are new. The paths of the scenario files that were loaded.
   * @throws Stop when there is nothing to load.
   */
  async reload(changed: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const parts = new Parts(undefined, this.#parts.kept);
    this.#parts = parts;
    const changedPlaces = new Set([...changed].map((path) => resolve(path)));
    const before = this.#files;
    const files = new Map<string, LoadedFile>();
    const loaded = new Set<string>();
    for (const file of scenarioFiles(this.#paths)) {
      const known = before.get(file.path);
      const isStale = !known || placesOf(known).some((place) => changedPlaces.has(place));
      files.set(file.path, isStale ? await loadFile(file, this.#options, parts) : known);
      if (isStale) loaded.add(file.path);
    }
    this.#files = files;
    return loaded;
  }

  /** @throws Stop when a file has a problem. */
  plans(): LoadedPlans {
    return soundPlans([...this.#files.values()], this.#paths, this.#options, this.#terminal);
  }

  /** All in which something may change that matters. */
  folders(): ReadonlySet<string> {
    const files = [...this.#files.values()].flatMap(placesOf);
    const named = this.#paths.map((path) => dirname(resolve(path)));
    return new Set([
      ...files.map(dirname),
      ...named,
      ...scenarioFolders(this.#paths).map((path) => resolve(path)),
    ]);
  }

  /** How many files are watched. */
  get count(): number {
    return new Set([...this.#files.values()].filter(({ isOther }) => !isOther).flatMap(placesOf)).size;
  }
}

/** Of the file, and of everything that it is made of. */
const placesOf = ({ file, asked }: LoadedFile): string[] =>
  [file.path, ...asked.keys()].map((path) => resolve(path));
