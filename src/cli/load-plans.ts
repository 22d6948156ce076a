/**
 * Files to plans: the scenarios that were asked for, the files beside them that they use and import, and which of
 * the stories --grep and --tag choose.
 */

import {
  type AllowedFolders,
  FileAccess,
  NoSuchFolder,
  refused,
  storyReader,
} from '../adapters/files/file-access.ts';
import { readText, SCENARIO_BYTES_MAX, type TextRead, textOf } from '../adapters/files/read-file.ts';
import type { Notice, Plan } from '../core/model/plan.ts';
import { patternOf } from '../core/pattern/pattern.ts';
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { isWorkbook } from '../imports/decode-text.ts';
import { importCases } from '../imports/import-cases.ts';
import { describeProblems } from '../scenario/describe.ts';
import { folderOf } from '../scenario/files-beside.ts';
import { type FilePurpose, loadScenarios, type Problem, type ReadFile } from '../scenario/load.ts';
import { didYouMean } from '../scenario/near.ts';
import { exitCodes } from './exit-codes.ts';
import { type ScenarioFile, scenarioFiles } from './scenario-files.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** What came of one file. */
interface LoadedFile {
  readonly file: ScenarioFile;
  readonly text: string;
  readonly plans: readonly Plan[];
  readonly problems: readonly Problem[];
  /** Why it was not even read. */
  readonly refusal?: string;
}

/** The plans, and every file that was read for them. */
interface LoadedPlans {
  readonly plans: readonly Plan[];
  readonly inputs: readonly string[];
  /** What the stories of a file may read and write. */
  accessOf(file: string): FileAccess;
}

/** What the command line asked for. */
export interface LoadOptions extends AllowedFolders {
  readonly seed?: number | undefined;
}

/**
 * The plans of all files, in the order of files and documents. When any file has a problem, all problems of
 * all files are told, and nothing runs.
 */
export async function loadPlans(
  paths: readonly string[],
  options: LoadOptions,
  terminal: Terminal,
): Promise<LoadedPlans> {
  const parts = new Parts();
  const loaded: LoadedFile[] = [];
  const accesses = new Map<string, FileAccess>();
  for (const file of scenarioFiles(paths)) {
    const access = accessFor(file, options);
    accesses.set(file.path, access);
    loaded.push(await loadFile(file, options.seed, parts, access));
  }

  // A walked folder also holds what its scenarios use; such a file need not be a scenario itself.
  const bad = loaded.filter(({ file, problems, refusal }) => {
    const isPart = !file.isNamed && parts.has(file.path);
    return !isPart && (problems.length > 0 || refusal !== undefined);
  });
  if (bad.length > 0) throw told(bad, parts, terminal);
  return {
    plans: loaded.flatMap(({ plans }) => plans),
    inputs: [...new Set([...loaded.map(({ file }) => file.path), ...parts.paths()])],
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
  if ('bytes' in read) return textOf(read.bytes);
  if ('problem' in read) return { refusal: read.problem };
  const { found, hint } = read.refusal;
  return { refusal: hint === undefined ? found : `${found}; ${hint}` };
}

async function loadFile(
  file: ScenarioFile,
  seed: number | undefined,
  parts: Parts,
  access: FileAccess,
): Promise<LoadedFile> {
  const read = scenarioText(file, access);
  if ('refusal' in read) return { file, text: '', plans: [], problems: [], refusal: read.refusal };
  return loadText(file, read.text, seed, parts, parts.readFor(access));
}

/** The plans of a text, or its problems. */
export async function loadText(
  file: ScenarioFile,
  text: string,
  seed: number | undefined,
  parts: Parts,
  reader: ReadFile,
): Promise<LoadedFile> {
  const load = () => loadScenarios({ path: file.path, text }, reader, { seed, importCases });

  const noticedBefore = parts.notices.length;
  let loaded = load();
  if (await parts.prepare()) loaded = load();
  if ('problems' in loaded) return { file, text, plans: [], problems: loaded.problems };
  const noticed = parts.notices.slice(noticedBefore);
  const plans = loaded.plans.map((plan) => ({ ...plan, notices: [...plan.notices, ...noticed] }));
  return { file, text, plans: noticed.length > 0 ? plans : loaded.plans, problems: [] };
}

/** Tells all problems of the files; `at` says which version of them they are. */
export function told(bad: readonly LoadedFile[], parts: Parts, terminal: Terminal, at = ''): Stop {
  for (const { file, refusal } of bad) {
    if (refusal !== undefined) terminal.err(`${visibleLine(file.path)}\n  cannot be read: ${refusal}\n\n`);
  }
  const problems = bad.flatMap((one) => one.problems);
  const texts = new Map([...parts.texts(), ...bad.map(({ file, text }) => [file.path, text] as const)]);
  if (problems.length > 0) terminal.err(`${describeProblems(problems, texts)}\n\n`);
  const where = bad.length === 1 ? bad[0]!.file.path : `${bad.length} files`;
  return new Stop(exitCodes.unreadable, `nothing was run, because of ${where}${at}`);
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

/** What `--grep` and `--tag` ask for. */
interface Choice {
  readonly grep?: string;
  /** Any of them; empty: all. */
  readonly tag: readonly string[];
}

/** The plans that were asked for, in their order. Nothing left is an error with a cure. */
export function choosePlans(plans: readonly Plan[], { grep, tag }: Choice): Plan[] {
  const isNamed = titleMatcher(grep);
  const chosen = plans.filter(
    ({ title, tags }) => isNamed(title) && (tag.length === 0 || tag.some((wanted) => tags.includes(wanted))),
  );
  if (chosen.length > 0) return chosen;
  if (plans.length === 0) throw new Stop(exitCodes.usage, 'nothing to run: the files hold no scenario');
  const asked = [
    ...(grep === undefined ? [] : [`--grep ${JSON.stringify(grep)}`]),
    ...tag.map((one) => `--tag ${one}`),
  ];
  throw new Stop(exitCodes.usage, `nothing to run: no story has ${asked.join(' and ')}`, cureFor(plans, tag));
}

/** Plain words are looked for in any letter case; between slashes they are a regular expression. */
function titleMatcher(grep: string | undefined): (title: string) => boolean {
  if (grep === undefined) return () => true;
  const pattern = /^\/(.+)\/([dgimsuvy]*)$/.exec(grep);
  if (!pattern) return (title) => title.toLowerCase().includes(grep.toLowerCase());
  const expression = patternOf(pattern[1]!, {
    dialect: 'ecmascript',
    extent: 'anywhere',
    flags: pattern[2]!.replace(/[dgvy]/g, ''),
  });
  if (expression.kind === 'pattern') {
    return (title) => expression.tries(title) === true || title.includes(grep);
  }
  throw new Stop(
    exitCodes.usage,
    expression.kind === 'invalid'
      ? `${grep} is not a regular expression`
      : `${grep} has ${expression.why}, which cannot be matched in bounded work`,
    'Without the slashes it is plain words.',
  );
}

/** Titles shown to somebody whose words match none. */
const TITLES_MAX = 8;

function cureFor(plans: readonly Plan[], tag: readonly string[]): string {
  const tags = [...new Set(plans.flatMap((plan) => plan.tags))].sort();
  const unknown = tag.find((one) => !tags.includes(one));
  if (unknown !== undefined) {
    return (
      didYouMean(unknown, tags) ??
      `The tags are: ${tags.length > 0 ? tags.map(visibleLine).join(', ') : 'none'}.`
    );
  }
  const titles = plans.slice(0, TITLES_MAX).map(({ title }) => `  ${visibleLine(title)}`);
  const more = plans.length - titles.length;
  return `The stories are:\n${titles.join('\n')}${more > 0 ? `\n  … and ${grouped(more)} more` : ''}`;
}
