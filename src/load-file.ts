import { type AllowedFolders, FileAccess, NoSuchFolder, storyReader } from './adapters/files/file-access.ts';
import { readText } from './adapters/files/read-file.ts';
import type { Plan } from './core/model/plan.ts';
import { importCases } from './imports/import-cases.ts';
import type { Importer } from './imports/importer.ts';
import { unpackImport } from './imports/unpack-import.ts';
import { folderOf, type ReadFile } from './scenario/files-beside.ts';
import { loadScenarios } from './scenario/load.ts';
import { ScenarioError } from './scenario/scenario-error.ts';

export interface LoadFileOptions extends AllowedFolders {
  /** Overrides the file's own seed. */
  readonly seed?: number;
}

/**
 * The plans of a scenario file, with the files it uses and imports: those below its folder, or allowed.
 * @throws ScenarioError with every problem at once.
 */
export function loadFile(path: string, text: string, options: LoadFileOptions = {}): readonly Plan[] {
  const texts = new Map([[path, text]]);
  const read = keeping(texts, storyReader(accessOf(path, options)));
  const loaded = loadScenarios({ path, text }, read, { seed: options.seed, importCases: importUnpacked });
  if ('problems' in loaded) throw ScenarioError.from(loaded.problems, texts);
  return loaded.plans;
}

/** A packed file and Parquet are read at once; a workbook has to be CSV. */
const importUnpacked: Importer = (declaration, file) => {
  const read = unpackImport(file);
  return 'found' in read ? { cases: [], notices: [], problems: [read] } : importCases(declaration, read);
};

function accessOf(path: string, allowed: AllowedFolders): FileAccess {
  try {
    return new FileAccess(folderOf(path), allowed);
  } catch (error) {
    throw error instanceof NoSuchFolder ? new ScenarioError(error.message) : error;
  }
}

/** Each file is read once, and its text kept for the pictures of problems. */
function keeping(texts: Map<string, string>, read: ReadFile): ReadFile {
  const known = new Map<string, ReturnType<ReadFile>>();
  return (path, purpose) => {
    const key = `${purpose} ${path}`;
    const file = known.get(key) ?? read(path, purpose);
    known.set(key, file);
    if ('text' in file) texts.set(path, file.text);
    return file;
  };
}

/**
 * The text of a scenario file: a regular file of at most 5 MB.
 * @throws ScenarioError saying why it cannot be read.
 */
export function scenarioText(path: string): string {
  const read = readText(path);
  if ('refusal' in read) throw new ScenarioError(`${path} cannot be read: ${read.refusal}`);
  return read.text;
}
