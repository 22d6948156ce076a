/** Files to plans: the scenarios that were asked for, and the files beside them that they use and import. */

import { FileAccess, NoSuchFolder, refused, storyReader } from '../adapters/files/file-access.ts';
import { readText, SCENARIO_BYTES_MAX, type TextRead, textFrom } from '../adapters/files/read-file.ts';
import type { Notice, Plan } from '../core/model/plan.ts';
import { isWorkbook } from '../imports/decode-text.ts';
import { importCases } from '../imports/import-cases.ts';
import type {
  ImportDeclaration,
  Imported,
  Importer,
  ImportFile,
  ImportOptions,
} from '../imports/importer.ts';
import { isParquet, packingOf } from '../imports/packing.ts';
import { folderOf } from '../scenario/files-beside.ts';
import { type FilePurpose, loadScenarios, type Problem, type ReadFile } from '../scenario/load.ts';
import { hasScenarioKey } from '../scenario/scenario-key.ts';
import { type Choice, chosenPlans } from './choice-cure.ts';
import { exitCodes } from './exit-codes.ts';
import type { LargeImports } from './large-imports.ts';
import { keepHeapLean } from './lean-heap.ts';
import type { LoadOptions } from './load-options.ts';
import { guardedPart } from './memory-guard.ts';
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
  /** Where the files beside the scenarios were read for others. */
  readonly parts?: Parts;
  /** Where large imports go. */
  readonly largeImports?: (() => LargeImports) | undefined;
  /** Gives what takes plans that seem sound while what they import is still inspected; they may turn out not to be. */
  readonly planTaker?: (() => Promise<((plan: Plan) => void) | undefined>) | undefined;
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
  const parts = options.parts ?? openParts(options, terminal);
  const loaded: LoadedFile[] = [];
  for (const file of scenarioFiles(paths)) loaded.push(await loadFile(file, options, parts));
  tellRead(terminal, parts.largestImport);
  return soundPlans(loaded, paths, options, terminal);
}

/** For plans that are loaded by several calls: what they import from the same file is read once, and in memory once. */
export const openParts = (
  { maxMemory, largeImports }: Pick<PlanOptions, 'maxMemory' | 'largeImports'>,
  terminal: Terminal,
): Parts =>
  new Parts(
    (path, bytes) => {
      keepHeapLean();
      tellReading(terminal, path, bytes);
    },
    undefined,
    maxMemory,
    largeImports,
  );

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
  if (others.length > 0) tellPassedOver(others, terminal);
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
export function scenarioText({ path, isNamed }: ScenarioFile, access: FileAccess): TextRead {
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

const MAY_IMPORT = /\bimport\b/;

/** The plans of a text, or its problems. `asked` is what `reader` was asked for. */
export async function loadText(
  { file, text, asked, parts }: Sources,
  { seed, problems, planTaker }: PlanOptions,
  reader: ReadFile,
): Promise<Pick<LoadedFile, 'plans' | 'problems'>> {
  const problemsMax = problems === undefined ? undefined : Math.max(problems, 1);
  const imports: Importer = (declaration, cases, options) => parts.imported(declaration, cases, options);
  const onPlan = planTaker && MAY_IMPORT.test(text) ? await planTaker() : undefined;
  const early = onPlan && ((plan: Plan) => parts.isPrepared && onPlan(plan));
  const load = (taker?: (plan: Plan) => void) =>
    loadScenarios({ path: file.path, text }, reader, {
      ...{ seed, importCases: imports, problemsMax, onPlan: taker },
    });

  let loaded = load(early);
  if (await parts.prepare()) loaded = load(early);
  // Who takes plans early changes in which order problems are found.
  if (early && 'problems' in loaded) loaded = load();
  if ('problems' in loaded) return { plans: [], problems: loaded.problems };
  const noticed = parts.noticesOf(asked.keys());
  const plans = loaded.plans.map((plan) => ({ ...plan, notices: [...plan.notices, ...noticed] }));
  return { plans: noticed.length > 0 ? plans : loaded.plans, problems: [] };
}

/** What a story asked for, and what for; whether it is there or not. */
export type AskedFiles = Map<string, FilePurpose>;

type Part = ReturnType<ReadFile>;

/** What was made of files, and the bytes that it was made of. */
interface KeptParts {
  readonly read: ReadonlyMap<string, Uint8Array>;
  readonly parts: ReadonlyMap<string, Part>;
  readonly notices: ReadonlyMap<string, readonly Notice[]>;
  readonly imported: WeakMap<Uint8Array, Map<string, Imported>> | undefined;
}

const noParts: KeptParts = { read: new Map(), parts: new Map(), notices: new Map(), imported: undefined };

/** It is turned into text before it is imported, by code that is loaded then. */
const needsPreparing = (bytes: Uint8Array): boolean =>
  isWorkbook(bytes) || packingOf(bytes) !== undefined || isParquet(bytes);

/**
 * The files beside the scenarios: what they use and import. Loading is synchronous and reading a workbook
 * is not, so a workbook, or a packed file, is only remembered at first; `prepare` reads those, and the scenario is loaded again.
 */
export class Parts {
  readonly #parts = new Map<string, Part>();
  readonly #unprepared = new Map<string, ImportFile>();
  readonly #notices = new Map<string, readonly Notice[]>();
  /** As they were read, of whole files. */
  readonly #read = new Map<string, Uint8Array>();
  readonly #imported: WeakMap<Uint8Array, Map<string, Imported>>;
  readonly #before: KeptParts;
  readonly #onImport: (path: string, bytes: number) => void;
  readonly #maxMemory: number | undefined;
  readonly #largeImports: (() => LargeImports) | undefined;
  readonly #bytes = new Map<string, number>();
  #largestImport = 0;

  /**
   * `onImport` hears of each file of cases before it is made sense of; what is as it was `before` keeps its sense;
   * `maxMemory` holds while a large one is read.
   */
  constructor(
    onImport: (path: string, bytes: number) => void = () => {},
    before: KeptParts = noParts,
    maxMemory?: number,
    largeImports?: () => LargeImports,
  ) {
    this.#onImport = onImport;
    this.#before = before;
    this.#maxMemory = maxMemory;
    this.#largeImports = largeImports;
    this.#imported = before.imported ?? new WeakMap();
  }

  /** For the next time that the same stories are loaded. */
  get kept(): KeptParts {
    return { read: this.#read, parts: this.#parts, notices: this.#notices, imported: this.#imported };
  }

  /** Bytes of the largest file of cases; 0: there is none. */
  get largestImport(): number {
    return this.#largestImport;
  }

  /** All that was asked for so far can be made sense of. */
  get isPrepared(): boolean {
    return this.#unprepared.size === 0;
  }

  /** Somebody asked for it. */
  has(path: string): boolean {
    return this.#parts.has(path);
  }

  /** The cases of a file, made sense of once for all stories that import it in the same way. */
  imported(declaration: ImportDeclaration, file: ImportFile, options: ImportOptions = {}): Imported {
    const onDisk = options.mayBeOnDisk ? this.#largeImports?.().imported : undefined;
    const bytes = this.#bytes.get(file.path) ?? file.bytes.length;
    const ways = this.#imported.get(file.bytes) ?? new Map<string, Imported>();
    this.#imported.set(file.bytes, ways);
    const way = JSON.stringify([
      ...[file.path, onDisk !== undefined],
      { ...declaration, columns: [...declaration.columns] },
    ]);
    const imported = ways.get(way) ?? onDisk?.(declaration, file, bytes) ?? importCases(declaration, file);
    ways.set(way, imported);
    return imported;
  }

  /** What was noticed in those of the files that are workbooks. */
  noticesOf(paths: Iterable<string>): readonly Notice[] {
    return [...paths].flatMap((path) => this.#notices.get(path) ?? []);
  }

  /** Every file that was asked for. */
  paths(): string[] {
    return [...this.#parts.keys()];
  }

  /** Text of each part that could be read, for the pictures of problems. */
  texts(): [path: string, text: string][] {
    return [...this.#parts].flatMap(([path, part]) => ('text' in part ? [[path, part.text]] : []));
  }

  /**
   * Reads what one story may read, from the disk unless `read` is given, and notes in `asked` what it asked for. A transcript is no
   * part, as it is also written.
   */
  readFor(access: FileAccess, asked: AskedFiles, read = storyReader(access)): ReadFile {
    return (path, purpose = 'use') => {
      const refusal = access.readRefusal(path);
      if (!refusal) asked.set(path, purpose);
      if (purpose === 'transcript') return read(path, purpose);
      return refusal ? refused(refusal) : this.#partAt(read, path, purpose);
    };
  }

  #partAt(read: ReadFile, path: string, purpose: FilePurpose): Part {
    const known = this.#parts.get(path);
    if (known) return known;
    const content = read(path, purpose);
    const part = 'parts' in content ? guardedPart(content, path, this.#maxMemory) : content;
    const same = this.#unchanged(path, part);
    this.#parts.set(path, same ?? part);
    if (same) return same;
    if (!('bytes' in part) || !part.bytes) return part;
    if (!part.parts && !part.pieces) this.#read.set(path, part.bytes);
    if (purpose === 'import') this.#tellImport(path, part.parts?.length ?? part.bytes.length);
    if (needsPreparing(part.bytes)) this.#unprepared.set(path, { ...part, path, bytes: part.bytes });
    return part;
  }

  #tellImport(path: string, bytes: number): void {
    this.#largestImport = Math.max(this.#largestImport, bytes);
    this.#bytes.set(path, bytes);
    this.#onImport(path, bytes);
  }

  /** The part as it was made before, workbooks as text, when the file has the same bytes. */
  #unchanged(path: string, part: Part): Part | undefined {
    const before = this.#before.read.get(path);
    const isSame = before && 'bytes' in part && part.bytes && !part.parts && !part.pieces;
    if (!isSame || Buffer.compare(before, part.bytes) !== 0) return undefined;
    this.#read.set(path, before);
    this.#notices.set(path, this.#before.notices.get(path) ?? []);
    return this.#before.parts.get(path);
  }

  /** Reads those met so far. True: there were some, and loading again gives something else. */
  async prepare(): Promise<boolean> {
    const met = [...this.#unprepared];
    this.#unprepared.clear();
    if (met.length === 0) return false;
    const { prepareImport } = await import('../imports/prepare-import.ts');
    for (const [path, unprepared] of met) {
      const { file, notices, problems } = await prepareImport(unprepared);
      const [problem] = problems;
      this.#notices.set(path, notices);
      const { onStep } = unprepared;
      this.#parts.set(path, problem ? refused(problem) : { ...file, text: '', ...(onStep && { onStep }) });
    }
    return true;
  }
}

/** A story that was loaded with its cases on a disk, with all of them in memory. */
export async function inMemory(plan: Plan, options: PlanOptions, terminal: Terminal): Promise<Plan> {
  const { plans } = await loadPlans([plan.source.file], options, terminal);
  const same = plans.find(({ title, source }) => title === plan.title && source.line === plan.source.line);
  if (!same) throw new Stop(exitCodes.couldNotRun, `${plan.source.file} was changed while it was read`);
  return same;
}

/** The plans that were asked for, in their order. Nothing left is an error with a cure. */
export function choosePlans(plans: readonly Plan[], choice: Choice): Plan[] {
  const { grep, tag, among } = choice;
  const isAll = grep === undefined && tag.length === 0 && among === undefined && plans.length > 0;
  return isAll ? [...plans] : chosenPlans(plans, choice);
}
