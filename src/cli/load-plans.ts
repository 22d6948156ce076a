/** Files to plans: the scenarios that were asked for, and the files beside them that they use and import. */

import { FileAccess, NoSuchFolder } from '../adapters/files/file-access.ts';
import { readText, SCENARIO_BYTES_MAX, type TextRead, textFrom } from '../adapters/files/read-file.ts';
import type { Plan } from '../core/model/plan.ts';
import { importCases } from '../imports/import-cases.ts';
import { folderOf } from '../scenario/files-beside.ts';
import { type FilePurpose, loadScenarios, type Problem, type ReadFile } from '../scenario/load.ts';
import { hasScenarioKey } from '../scenario/scenario-key.ts';
import { exitCodes } from './exit-codes.ts';
import { keepHeapLean } from './lean-heap.ts';
import type { LoadOptions } from './load-options.ts';
import { type AskedFiles, Parts } from './parts.ts';
import { tellRead, tellReading } from './progress.ts';
import { type ScenarioFile, scenarioFiles } from './scenario-files.ts';
import { Stop } from './stop.ts';
import { onlyOthers, problemsStop, tellPassedOver } from './tell-files.ts';
import type { Terminal } from './terminal.ts';

/** What came of one file. */
export interface LoadedFile {
  readonly file: ScenarioFile;
  readonly text: string;
  readonly plans: readonly Plan[];
  readonly problems: readonly Problem[];
  /** Why it was not even read. */
  readonly refusal?: string;
  /** It is another file of the folder. */
  readonly isOther?: boolean;
  /** What its stories may read and write. */
  readonly access: FileAccess;
  /** What its stories are made of besides. */
  readonly asked: ReadonlyMap<string, FilePurpose>;
  /** Where these were read. */
  readonly parts: Parts;
}

/** The plans, and every file that was read for them. */
export interface LoadedPlans {
  readonly plans: readonly Plan[];
  readonly inputs: readonly string[];
  /** Files of the folders that are no scenarios. */
  readonly passedOver: readonly string[];
  /** The file as it was found. */
  fileOf(file: string): ScenarioFile;
  /** What the stories of a file may read and write. */
  accessOf(file: string): FileAccess;
}

export interface PlanOptions extends LoadOptions {
  /** Takes the place of each file's own. */
  readonly seed?: number | undefined;
}

/**
 * The plans of all files, in the order of files and documents. When any file has a problem, all problems of
 * all files are reported, and nothing runs.
 */
export async function loadPlans(
  paths: readonly string[],
  options: PlanOptions,
  terminal: Terminal,
): Promise<LoadedPlans> {
  keepHeapLean();
  let largest = 0;
  const parts = new Parts((path, bytes) => {
    largest = Math.max(largest, bytes);
    tellReading(terminal, path, bytes);
  });
  const loaded: LoadedFile[] = [];
  for (const file of scenarioFiles(paths)) loaded.push(await loadFile(file, options, parts));
  tellRead(terminal, largest);
  return soundPlans(loaded, paths, options, terminal);
}

/** The plans of files that were loaded. Says what was passed over; stops when any file has a problem. */
export function soundPlans(
  loaded: readonly LoadedFile[],
  paths: readonly string[],
  options: LoadOptions,
  terminal: Terminal,
): LoadedPlans {
  const used = new Set(
    loaded.flatMap(({ asked }) =>
      [...asked].flatMap(([path, purpose]) => (purpose === 'transcript' ? [] : [path])),
    ),
  );
  const others = loaded.filter(({ file, isOther }) => isOther && !used.has(file.path));
  tellPassedOver(others, terminal);
  // A walked folder also holds what its scenarios use; such a file need not be a scenario itself.
  const bad = loaded.filter(({ file, problems, refusal, isOther }) => {
    const isPart = !file.isNamed && used.has(file.path);
    return !isPart && !isOther && (problems.length > 0 || refusal !== undefined);
  });
  if (bad.length > 0) throw problemsStop(bad, options, terminal);
  if (others.length === loaded.length) throw onlyOthers(paths, others.length);
  // Not the files as they were loaded: these hold on to all that was read.
  const files = new Map(loaded.map(({ file, access }) => [file.path, { file, access }]));
  const read = loaded.filter(({ isOther }) => !isOther).map(({ file }) => file.path);
  return {
    plans: loaded.flatMap(({ plans }) => plans),
    inputs: [...new Set([...read, ...used])],
    passedOver: others.map(({ file }) => file.path),
    fileOf: (file) => files.get(file)!.file,
    accessOf: (file) => files.get(file)!.access,
  };
}

/** What the stories of a file may read and write. */
export function accessFor({ path, folder }: ScenarioFile, options: LoadOptions): FileAccess {
  try {
    return new FileAccess(folderOf(path), options, folder);
  } catch (error) {
    if (!(error instanceof NoSuchFolder)) throw error;
    const isRead = options.allowRead?.includes(error.path);
    throw new Stop(
      exitCodes.usage,
      `--allow-${isRead ? 'read' : 'write'}: ${error.message}`,
      'Name a folder that is there.',
    );
  }
}

/** A file that was found by walking may be a link of the stranger who made the folder. */
function scenarioText({ path, isNamed }: ScenarioFile, access: FileAccess): TextRead {
  if (isNamed) return readText(path);
  const read = access.read(path, SCENARIO_BYTES_MAX);
  if (!('refusal' in read)) return textFrom(read);
  const { found, hint } = read.refusal;
  return { refusal: hint === undefined ? found : `${found}; ${hint}` };
}

/** The plans of one file, or what is wrong with it. */
export async function loadFile(file: ScenarioFile, options: PlanOptions, parts: Parts): Promise<LoadedFile> {
  const access = accessFor(file, options);
  const read = scenarioText(file, access);
  const none = { file, text: '', plans: [], problems: [], access, asked: new Map(), parts };
  if ('refusal' in read) {
    const isOther = !file.isNamed && read.isOther === true;
    return { ...none, refusal: read.refusal, isOther };
  }
  if (!file.isNamed && !hasScenarioKey(read.text)) return { ...none, isOther: true };
  const asked: AskedFiles = new Map();
  const text = { ...none, text: read.text, asked };
  return { ...text, ...(await loadText(text, options, parts.readFor(access, asked))) };
}

type Sources = Pick<LoadedFile, 'file' | 'text' | 'asked' | 'parts'>;

/** The plans of a text, or its problems. `asked` is what `reader` was asked for. */
export async function loadText(
  { file, text, asked, parts }: Sources,
  { seed, problems }: PlanOptions,
  reader: ReadFile,
): Promise<Pick<LoadedFile, 'plans' | 'problems'>> {
  const problemsMax = problems === undefined ? undefined : Math.max(problems, 1);
  const load = () => loadScenarios({ path: file.path, text }, reader, { seed, importCases, problemsMax });

  let loaded = load();
  if (await parts.prepare()) loaded = load();
  if ('problems' in loaded) return { plans: [], problems: loaded.problems };
  const noticed = parts.noticesOf(asked.keys());
  const plans = loaded.plans.map((plan) => ({ ...plan, notices: [...plan.notices, ...noticed] }));
  return { plans: noticed.length > 0 ? plans : loaded.plans, problems: [] };
}
