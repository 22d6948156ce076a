/** `drysend mutate`: stories are changed one thing at a time, and each change that no promise notices is told. */
import { setImmediate as turn } from 'node:timers/promises';
import { openWholeFile } from '../adapters/files/whole-file.ts';
import {
  Budget,
  commandLineWords,
  Interrupted,
  interruptible,
  LimitReached,
  type Limits,
  type LimitWords,
} from '../adapters/interruptible.ts';
import type { Plan } from '../core/model/plan.ts';
import { importCases } from '../imports/import-cases.ts';
import { MutationTrials } from '../mutation/trials.ts';
import { openDocument, standingOf, type TriedDocument } from '../mutation/try-mutation.ts';
import { mutationJson } from '../report/mutation/json.ts';
import { type MutationResult, mutantsOf, scoreOf } from '../report/mutation/result.ts';
import { strykerJson } from '../report/mutation/stryker.ts';
import { mutationText } from '../report/mutation/text.ts';
import { type MutationReportName, mutationReportNames } from '../report/names.ts';
import { percentText } from '../report/text/span.ts';
import { plansOfTree, scenarioTrees } from '../scenario/load.ts';
import { didYouMean } from '../scenario/near.ts';
import { sourceOf } from '../scenario/parse-context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type LoadOptions, loadOptionsOf } from './load-options.ts';
import { choosePlans, type LoadedPlans, loadPlans, Parts, scenarioText } from './load-plans.ts';
import { changesOn } from './mutate-progress.ts';
import { checkTargets } from './outputs.ts';
import { opened, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

export interface MutateOptions extends LoadOptions, Omit<Limits, 'maxSeconds'> {
  readonly grep?: string;
  readonly tag: readonly string[];
  readonly kind: readonly string[];
  readonly max?: number | undefined;
  /** Seconds. */
  readonly time: number;
  readonly seed: number;
  readonly report: readonly string[];
  readonly json?: true;
  readonly scoreMin?: number;
}

const limitWords: LimitWords = { ...commandLineWords, seconds: (count) => `--time ${count}` };

export async function mutateFiles(
  paths: readonly string[],
  options: MutateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const startedAt = performance.now();
  const reports = [...options.report, ...(options.json ? ['json'] : [])].map(reportOf);
  const loaded = await loadPlans(paths, loadOptionsOf(options), terminal);
  checkTargets(
    reports.flatMap(({ file }) => (file === undefined ? [] : [{ option: '--report', path: file }])),
    loaded.inputs,
  );
  const plans = choosePlans(loaded.plans, options);
  const { kind, max, seed, time } = options;
  const { maxMessages, maxMemory } = options;
  const budget = new Budget({ maxMessages, maxMemory, maxSeconds: time }, limitWords);
  const { documents, promiseNothing } = await documentsOf(plans, loaded, budget);
  const trials = new MutationTrials(documents, {
    max,
    seed,
    isWanted: (mutation) => kind.length === 0 || kind.includes(mutation.kind),
  });
  const isWhole = await tryAll(trials, budget, terminal);
  const mutated = trials.finish();
  const result: MutationResult = {
    stories: plans.length - promiseNothing.length,
    promiseNothing,
    seed,
    untried: mutated.untried,
    realMs: performance.now() - startedAt,
    mutants: mutantsOf(mutated),
  };
  for (const report of reports) writeReport(report, result, loaded, terminal);
  if (reports.every(({ file, name }) => file !== undefined && name !== 'text'))
    terminal.out(mutationText(result, terminal));
  if (!isWhole) throw new Stop(exitCodes.interrupted, 'interrupted: this is of the changes tried so far');
  return exitCodeOf(result, options, terminal);
}

/** False: Ctrl-C ended it. */
async function tryAll(trials: MutationTrials, budget: Budget, terminal: Terminal): Promise<boolean> {
  const progress = changesOn(terminal);
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
  };
  process.on('SIGINT', interrupt);
  try {
    while (!isInterrupted && budget.msLeft > 0 && interruptible(() => trials.next(), budget)) {
      if (progress.at(trials.progress)) await turn();
    }
    return !isInterrupted;
  } catch (error) {
    // A change of a long story that is under way is given up.
    if (error instanceof Interrupted) return false;
    if (error instanceof LimitReached) return true;
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
    progress.clear();
  }
}

interface Opened {
  readonly documents: readonly TriedDocument[];
  /** `file:line` of the stories. */
  readonly promiseNothing: readonly string[];
}

/** The chosen stories' documents, as trees. */
async function documentsOf(plans: readonly Plan[], loaded: LoadedPlans, budget: Budget): Promise<Opened> {
  const documents: TriedDocument[] = [];
  const promiseNothing: string[] = [];
  const broken: string[] = [];
  for (const file of new Set(plans.map(({ source }) => source.file))) {
    const chosen = new Set(plans.flatMap(({ source }) => (source.file === file ? [placeOf(source)] : [])));
    for (const document of await documentsIn(file, loaded, chosen, budget)) {
      const standing = standingOf(document);
      const place = `${file}:${sourceOf(document.root).line}`;
      if (standing === 'sound') documents.push(document);
      else if (standing === 'broken') broken.push(place);
      else promiseNothing.push(...document.plans.map(() => place));
    }
  }
  if (broken.length > 0) throw brokenStop(broken);
  if (documents.length > 0) return { documents, promiseNothing };
  throw new Stop(
    exitCodes.usage,
    'nothing to change: the stories promise nothing',
    'Add expect: to one; drysend run shows what happens in it.',
  );
}

const placeOf = ({ line, column }: { readonly line: number; readonly column: number }): string =>
  `${line}:${column}`;

async function documentsIn(
  file: string,
  loaded: LoadedPlans,
  chosen: ReadonlySet<string>,
  budget: Budget,
): Promise<TriedDocument[]> {
  const access = loaded.accessOf(file);
  const text = scenarioText(loaded.fileOf(file), access);
  if (!('text' in text)) return [];
  const parts = new Parts();
  const read = parts.readFor(access, new Map());
  const options = { importCases };
  const roots = scenarioTrees({ path: file, text: text.text }, read).filter((root) =>
    chosen.has(placeOf(sourceOf(root))),
  );
  // A workbook is only remembered when it is first asked for.
  for (const root of roots) plansOfTree(root, read, options);
  await parts.prepare();
  try {
    return interruptible(
      () => roots.flatMap((root) => openDocument(root, read, options, budget.listeners) ?? []),
      budget,
    );
  } catch (error) {
    if (error instanceof Interrupted) throw new Stop(exitCodes.interrupted, 'interrupted');
    if (!(error instanceof LimitReached)) throw error;
    throw new Stop(exitCodes.couldNotRun, `${file} itself takes ${error.message}`, error.cure);
  }
}

const BROKEN_MAX = 5;

function brokenStop(broken: readonly string[]): Stop {
  const more = broken.length > BROKEN_MAX ? `, … and ${broken.length - BROKEN_MAX} more` : '';
  return new Stop(
    exitCodes.broken,
    `these stories break a promise as they are: ${broken.slice(0, BROKEN_MAX).join(', ')}${more}`,
    'Mend them first: drysend run shows what broke.',
  );
}

interface MutationReport {
  readonly name: MutationReportName;
  /** undefined: standard output. */
  readonly file: string | undefined;
}

function reportOf(asked: string): MutationReport {
  const [name = '', ...rest] = asked.split('=');
  const known = mutationReportNames.find((one) => one === name);
  if (!known) {
    const cure =
      didYouMean(name, mutationReportNames) ?? `The reports are: ${mutationReportNames.join(', ')}.`;
    throw new Stop(exitCodes.usage, `unknown report "${name}"`, cure);
  }
  const file = rest.join('=');
  if (rest.length > 0 && file === '')
    throw new Stop(exitCodes.usage, `--report ${asked} names no file`, `Write ${asked}mutation.json`);
  return { name: known, file: rest.length === 0 || file === '-' ? undefined : file };
}

function writeReport(
  { name, file }: MutationReport,
  result: MutationResult,
  loaded: LoadedPlans,
  terminal: Terminal,
): void {
  if (name === 'text' && file === undefined) return void terminal.out(mutationText(result, terminal));
  const text = {
    text: () => mutationText(result, { columns: 120, colour: false }),
    json: () => mutationJson(result),
    stryker: () => strykerJson(result, (path) => textAt(path, loaded)),
  }[name]();
  if (file === undefined) return void terminal.data(text);
  const whole = opened(file, () => openWholeFile(file));
  try {
    whole.write(text);
    whole.keep();
  } finally {
    whole.close();
  }
}

/** Of a file that stories use, too. */
function textAt(path: string, loaded: LoadedPlans): string {
  for (const { source } of loaded.plans) {
    const access = loaded.accessOf(source.file);
    if (source.file !== path && access.readRefusal(path) !== undefined) continue;
    const file = source.file === path ? loaded.fileOf(path) : { path, isNamed: false };
    const read = scenarioText(file, access);
    if ('text' in read) return read.text;
  }
  return '';
}

function exitCodeOf({ mutants }: MutationResult, { scoreMin }: MutateOptions, terminal: Terminal): ExitCode {
  const { killed, survived } = scoreOf(mutants);
  if (scoreMin === undefined || killed * 100 >= scoreMin * (killed + survived)) return exitCodes.kept;
  terminal.err(`drysend: the score is ${percentText(killed, killed + survived)}, below ${scoreMin} %\n`);
  return exitCodes.broken;
}
