/** Files to plans: the scenarios that were asked for, and the files beside them that they use and import. */

import { FileAccess, NoSuchFolder, refused, storyReader } from '../adapters/files/file-access.ts';
import { readText, SCENARIO_BYTES_MAX, type TextRead, textFrom } from '../adapters/files/read-file.ts';
import type { Notice, Plan } from '../core/model/plan.ts';
import { isWorkbook } from '../imports/decode-text.ts';
import { importCases } from '../imports/import-cases.ts';
import { folderOf } from '../scenario/files-beside.ts';
import { type FilePurpose, loadScenarios, type Problem, type ReadFile } from '../scenario/load.ts';
import { hasScenarioKey } from '../scenario/scenario-key.ts';
import { exitCodes } from './exit-codes.ts';
import type { LoadOptions } from './load-options.ts';
import { type ScenarioFile, scenarioFiles } from './scenario-files.ts';
import { Stop } from './stop.ts';
import { onlyOthers, problemsStop, tellPassedOver } from './tell-files.ts';
import type { Terminal } from './terminal.ts';

/** What came of one file. */
interface LoadedFile {
  readonly file: ScenarioFile;
  readonly text: string;
  readonly plans: readonly Plan[];
  readonly problems: readonly Problem[];
  /** Why it was not even read. */
  readonly refusal?: string;
  /** It is another file of the folder. */
  readonly isOther?: boolean;
}

/** The plans, and every file that was read for them. */
interface LoadedPlans {
  readonly plans: readonly Plan[];
  readonly inputs: readonly string[];
  /** Files of the folders that are no scenarios. */
  readonly passedOver: readonly string[];
  /** What the stories of a file may read and write. */
  accessOf(file: string): FileAccess;
}

interface PlanOptions extends LoadOptions {
  /** Takes the place of each file's own. */
  readonly seed?: number | undefined;
}

/**
 * The plans of all files, in the order of files and documents. When any file has a problem, all problems of
 * all files are told, and nothing runs.
 */
export async function loadPlans(
  paths: readonly string[],
  options: PlanOptions,
  terminal: Terminal,
): Promise<LoadedPlans> {
  const parts = new Parts();
  const loaded: LoadedFile[] = [];
  const accesses = new Map<string, FileAccess>();
  for (const file of scenarioFiles(paths)) {
    const access = accessFor(file, options);
    accesses.set(file.path, access);
    loaded.push(await loadFile(file, options, parts, access));
  }

  const others = loaded.filter(({ file, isOther }) => isOther && !parts.has(file.path));
  tellPassedOver(others, terminal);
  // A walked folder also holds what its scenarios use; such a file need not be a scenario itself.
  const bad = loaded.filter(({ file, problems, refusal, isOther }) => {
    const isPart = !file.isNamed && parts.has(file.path);
    return !isPart && !isOther && (problems.length > 0 || refusal !== undefined);
  });
  if (bad.length > 0) throw problemsStop(bad, parts, terminal, options);
  if (others.length === loaded.length) throw onlyOthers(paths, others.length);
  const read = loaded.filter(({ isOther }) => !isOther).map(({ file }) => file.path);
  return {
    plans: loaded.flatMap(({ plans }) => plans),
    inputs: [...new Set([...read, ...parts.paths()])],
    passedOver: others.map(({ file }) => file.path),
    accessOf: (file) => accesses.get(file)!,
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

async function loadFile(
  file: ScenarioFile,
  options: PlanOptions,
  parts: Parts,
  access: FileAccess,
): Promise<LoadedFile> {
  const read = scenarioText(file, access);
  const none = { file, text: '', plans: [], problems: [] };
  if ('refusal' in read) {
    const isOther = !file.isNamed && read.isOther === true;
    return { ...none, refusal: read.refusal, isOther };
  }
  if (!file.isNamed && !hasScenarioKey(read.text)) return { ...none, isOther: true };
  return loadText(file, read.text, options, parts, parts.readFor(access));
}

/** The plans of a text, or its problems. */
export async function loadText(
  file: ScenarioFile,
  text: string,
  { seed, problems }: PlanOptions,
  parts: Parts,
  reader: ReadFile,
): Promise<LoadedFile> {
  const problemsMax = problems === undefined ? undefined : Math.max(problems, 1);
  const load = () => loadScenarios({ path: file.path, text }, reader, { seed, importCases, problemsMax });

  const noticedBefore = parts.notices.length;
  let loaded = load();
  if (await parts.prepare()) loaded = load();
  if ('problems' in loaded) return { file, text, plans: [], problems: loaded.problems };
  const noticed = parts.notices.slice(noticedBefore);
  const plans = loaded.plans.map((plan) => ({ ...plan, notices: [...plan.notices, ...noticed] }));
  return { file, text, plans: noticed.length > 0 ? plans : loaded.plans, problems: [] };
}

type Part = ReturnType<ReadFile>;

/**
 * The files beside the scenarios: what they use and import. Loading is synchronous and reading a workbook
 * is not, so a workbook is only remembered at first; `prepare` reads those, and the scenario is loaded again.
 */
export class Parts {
  readonly #parts = new Map<string, Part>();
  readonly #workbooks = new Map<string, Uint8Array>();
  readonly #notices: Notice[] = [];

  /** Somebody asked for it. */
  has(path: string): boolean {
    return this.#parts.has(path);
  }

  /** What was noticed in the workbooks. */
  get notices(): readonly Notice[] {
    return this.#notices;
  }

  /** Every file that was asked for. */
  paths(): string[] {
    return [...this.#parts.keys()];
  }

  /** Text of each part that could be read, for the pictures of problems. */
  texts(): [path: string, text: string][] {
    return [...this.#parts].flatMap(([path, part]) => ('text' in part ? [[path, part.text]] : []));
  }

  /** Reads what one story may read, from the disk unless told otherwise; a transcript is no part, as it is also written. */
  readFor(access: FileAccess, read = storyReader(access)): ReadFile {
    return (path, purpose = 'use') => {
      if (purpose === 'transcript') return read(path, purpose);
      const refusal = access.readRefusal(path);
      return refusal ? refused(refusal) : this.#read(read, path, purpose);
    };
  }

  #read(read: ReadFile, path: string, purpose: FilePurpose): Part {
    const known = this.#parts.get(path);
    if (known) return known;
    const part = read(path, purpose);
    this.#parts.set(path, part);
    if ('bytes' in part && part.bytes && isWorkbook(part.bytes)) this.#workbooks.set(path, part.bytes);
    return part;
  }

  /** Reads the workbooks met so far. True: there were some, and loading again gives something else. */
  async prepare(): Promise<boolean> {
    const met = [...this.#workbooks];
    this.#workbooks.clear();
    if (met.length === 0) return false;
    const { prepareImport } = await import('../imports/prepare-import.ts');
    for (const [path, bytes] of met) {
      const { file, notices, problems } = await prepareImport({ path, bytes });
      const [problem] = problems;
      this.#notices.push(...notices);
      this.#parts.set(path, problem ? refused(problem) : { text: '', bytes: file.bytes });
    }
    return true;
  }
}
