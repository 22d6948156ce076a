/** `drysend run`: files → plans → stories → reports → exit code. */
import { existsSync } from 'node:fs';
import {
  FAILED_STORIES_FILE,
  keepFailedStories,
  readFailedStories,
} from '../adapters/files/failed-stories.ts';
import type { FileAccess } from '../adapters/files/file-access.ts';
import { Budget, Interrupted, interruptible, LimitReached } from '../adapters/interruptible.ts';
import { isFolder } from '../adapters/journal-file.ts';
import { CannotWrite } from '../adapters/line-file.ts';
import { MS_PER_DAY } from '../core/model/instant.ts';
import { isOnDisk } from '../core/model/many-cases.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Run } from '../core/model/run.ts';
import { visibleLine } from '../core/render/visible.ts';
import { type RehearseOptions, rehearsePlan, rehearsePlanOnWire } from '../rehearse.ts';
import {
  allowReadOptions,
  overLimitResult,
  resultOf,
  type ScenarioResult,
  stoppedResult,
} from '../report/scenario-result.ts';
import { summaryOf } from '../report/summary.ts';
import { spanText } from '../report/text/span.ts';
import { plainLine } from '../report/text/terminal-text.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { blobHeader } from './blob-file.ts';
import type { RunCoverage } from './coverage-wanted.ts';
import { determinismFailure } from './determinism.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type LargeImports, openLargeImports, wholeForRun } from './large-imports.ts';
import { listStories } from './list-stories.ts';
import { choosePlans, inMemory, type LoadedPlans, loadPlans } from './load-plans.ts';
import { KEPT_CONTACTS_MAX, memoryNote } from './memory-note.ts';
import { checkOutputs, checkUpdates, STDOUT, wantsCoverage } from './outputs.ts';
import { type Progress, progressOn } from './progress.ts';
import type { OpenShards } from './rehearse-in-workers.ts';
import type { ChosenPlan, RunOptions, Shard, StoryOptions } from './run-options.ts';
import {
  listening,
  type Outputs,
  openOutputs,
  type StorySinks,
  sinksFor,
  storyLines,
} from './run-outputs.ts';
import { internalErrorText, Stop } from './stop.ts';
import type { StoryRunner } from './story-runner.ts';
import type { Terminal } from './terminal.ts';
import { UnsoundFiles } from './unsound-files.ts';
import { updatedPlan } from './updated-plan.ts';
import type { EarlyShards } from './worker/early-shards.ts';
import { SHARED_CASES_MIN, workersFor } from './workers-for.ts';

export async function rehearseFiles(
  paths: readonly string[],
  options: RunOptions,
  terminal: Terminal,
  version: string,
  { elsewhere, early }: Pick<Surroundings, 'elsewhere' | 'early'> = {},
): Promise<ExitCode> {
  let opened: LargeImports | undefined;
  const largeImports = (): LargeImports => {
    opened ??= openLargeImports(options, terminal, elsewhere ? ELSEWHERE : wholeForRun(options));
    return opened;
  };
  try {
    return await filesRehearsed(paths, options, { terminal, version, elsewhere, early, largeImports });
  } finally {
    opened?.close();
  }
}

const ELSEWHERE = 'stories are run in another place';

interface Given extends Pick<Surroundings, 'elsewhere' | 'early'> {
  readonly terminal: Terminal;
  readonly version: string;
  readonly largeImports: () => LargeImports;
}

async function filesRehearsed(
  paths: readonly string[],
  options: RunOptions,
  { terminal, version, elsewhere, early, largeImports }: Given,
): Promise<ExitCode> {
  const started = startedNow();
  const planTaker = early && (async () => (await early())?.begin);
  const loaded = await loadPlans(paths, { ...options, largeImports, planTaker }, terminal).catch(
    async (error: unknown) => {
      if (error instanceof UnsoundFiles && options.reporter.length > 0 && !options.list) {
        const { reportProblems } = await import('./report-problems.ts');
        reportProblems(error, options, { terminal, version, started });
      }
      throw error;
    },
  );
  const among = options.lastFailed ? readFailedStories() : undefined;
  const plans = choosePlans(loaded.plans, { ...options, among });
  const own = options.shard ? inShard(plans, options.shard).map(({ plan }) => plan) : plans;
  if (options.list) {
    listStories(own, loaded.passedOver, options, terminal);
    return exitCodes.kept;
  }
  const coverage = wantsCoverage(options)
    ? (await import('./coverage-wanted.ts')).runCoverage(options, terminal, loaded)
    : undefined;
  const counting = coverage ? ({ ...options, coverage: true } as const) : options;
  const surroundings = {
    ...{ loaded, terminal, version, started, elsewhere, early, largeImports },
    keeping: coverage?.keeping,
  };
  const stories = await rehearseChosen(plans, counting, surroundings);
  const isEnough = coverage?.isEnough(stories, own) ?? true;
  if (options.shrink || options.shrinkTo !== undefined) {
    const { shrinkFailed } = await import('./shrink-stories.ts');
    await shrinkFailed(own, stories, options, { loaded, terminal });
  }
  const code = exitCodeFor(stories);
  return code === exitCodes.kept && !isEnough ? exitCodes.broken : code;
}

interface Surroundings {
  readonly loaded: LoadedPlans;
  readonly terminal: Terminal;
  readonly progress: Progress;
  readonly budget: Budget;
  readonly elsewhere?: StoryRunner | undefined;
  /** Shards that may have begun. */
  readonly early?: (() => Promise<EarlyShards | undefined>) | undefined;
  readonly largeImports?: (() => LargeImports) | undefined;
}

/** When the command began: what loading took counts too. */
export interface Started {
  readonly epochMs: number;
  readonly clockMs: number;
}

export const startedNow = (): Started => ({ epochMs: Date.now(), clockMs: performance.now() });

/** The results, in order. `version` is that of drysend. */
export async function rehearseChosen(
  all: readonly Plan[],
  options: RunOptions,
  {
    loaded,
    terminal,
    version,
    started,
    elsewhere,
    early,
    largeImports,
    keeping = (outputs) => outputs,
  }: Omit<Surroundings, 'progress' | 'budget'> & {
    version: string;
    started: Started;
    keeping?: RunCoverage['keeping'] | undefined;
  },
): Promise<ScenarioResult[]> {
  const { shard = { index: 1, count: 1 } } = options;
  const chosen = inShard(all, shard);
  const plans = chosen.map(({ plan }) => plan);
  const { epochMs: startedAt, clockMs } = started;
  checkOutputs(options, plans, loaded.inputs);
  if (options.update) checkUpdates(plans, loaded.accessOf, terminal);
  const header = options.blob === undefined ? undefined : blobHeader(all, { shard, version, startedAt });
  const outputs = keeping(await openOutputs(options, terminal, header), all);
  const progress = progressOn(terminal);
  const budget = new Budget(options);
  try {
    outputs.reports.begin({ version, titles: plans.map(({ title }) => title), startedAt });
    const surroundings = { loaded, terminal, progress, budget, elsewhere, early, largeImports };
    const stories = await rehearseAll(chosen, options, outputs, surroundings);
    const hasFailed = stories.some(({ failures }) => failures.length > 0);
    if (hasFailed || existsSync(FAILED_STORIES_FILE))
      keepFailedStories(stories.map((story) => ({ ...story, isFailed: story.failures.length > 0 })));
    const realMs = performance.now() - clockMs;
    outputs.blob?.keep(realMs);
    outputs.reports.end(summaryOf(stories, plans.length, realMs));
    return stories;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    progress.clear();
    throw new Stop(
      exitCodes.interrupted,
      'interrupted',
      outputs.journal && (error.hint ?? resumeHint(options)),
    );
  } finally {
    outputs.close();
  }
}

function resumeHint({ journal }: RunOptions): string | undefined {
  if (journal === undefined || journal === STDOUT || isFolder(journal)) return undefined;
  return `${visibleLine(journal)} has what happened until then; the same command with --resume goes on from there.`;
}

async function rehearseAll(
  chosen: readonly ChosenPlan[],
  options: RunOptions,
  outputs: Outputs,
  { loaded, terminal, progress, budget, elsewhere, early, largeImports }: Surroundings,
): Promise<ScenarioResult[]> {
  // Stories may share a transcript, which is not for two threads to write.
  if ((options.parallel ?? 1) > 1 && chosen.length > 1 && !options.update) {
    const { rehearseInThreads } = await import('./rehearse-parallel.ts');
    return rehearseInThreads(chosen, options, outputs, { loaded, terminal, progress });
  }
  const stories: ScenarioResult[] = [];
  for (const [ordinal, { plan, index }] of chosen.entries()) {
    progress.story(plan.title, ordinal, chosen.length);
    const lines = storyLines(plan.source.file, index, outputs);
    const sinks: StorySinks = {
      ...sinksFor(lines, outputs),
      progress: (share, virtualNow, entries) => progress.at(share, virtualNow, entries),
    };
    const access = loaded.accessOf(plan.source.file);
    const story = await rehearseStory(plan, options, sinks, {
      ...{ access, terminal, budget, elsewhere, early },
      ...(largeImports && {
        spill: { largeImports, wholePlan: () => inMemory(plan, options, terminal) },
      }),
    });
    progress.clear();
    stories.push(lines.end(story));
    if (story.isOverLimit || (options.bail && story.failures.length > 0)) break;
  }
  return stories;
}

interface StorySurroundings extends Pick<Surroundings, 'budget' | 'elsewhere' | 'early'> {
  readonly access: FileAccess;
  readonly terminal: Pick<Terminal, 'err' | 'errorColour' | 'debug' | 'spillSizes'>;
  /** The shards of the story, where they were run before. */
  readonly openShards?: () => OpenShards;
  readonly spill?: Spill;
}

/** For a story whose cases are on a disk. */
interface Spill {
  readonly largeImports: () => LargeImports;
  /** The same with all cases in memory. */
  wholePlan(): Promise<Plan>;
}

/** A scenario that drysend fails on has a result too, and the others still run; not behind one that met a limit. */
export async function rehearseStory(
  plan: Plan,
  options: StoryOptions,
  sinks: StorySinks,
  surroundings: StorySurroundings,
): Promise<ScenarioResult> {
  const { access, terminal } = surroundings;
  const startedAt = performance.now();
  if (!surroundings.openShards) warnOfLongSpan(plan, terminal);
  const story = await rehearsedSomehow(plan, options, sinks, surroundings).catch((error: unknown) => {
    if (error instanceof Interrupted || error instanceof CannotWrite || error instanceof Stop) throw error;
    if (error instanceof LimitReached) return overLimitResult(plan, error, performance.now() - startedAt);
    const reason = error instanceof ScenarioError ? error.message : internalErrorText(error, terminal);
    return stoppedResult(plan, reason, performance.now() - startedAt);
  });
  return { ...story, replay: `${story.replay}${allowReadOptions(access.otherFolders)}` };
}

async function rehearsedSomehow(
  ...[plan, options, sinks, surroundings]: Parameters<typeof rehearsed>
): Promise<ScenarioResult> {
  if (surroundings.elsewhere) return surroundings.elsewhere.rehearsed(plan, options, sinks);
  const { spill } = surroundings;
  if (spill && plan.cases.size > 1 && isOnDisk(plan.cases)) {
    const { rehearsedInParts } = await import('./rehearse-in-parts.ts');
    return rehearsedInParts(plan, options, sinks, {
      ...{ ...surroundings, ...spill, folder: spill.largeImports().folder },
      rehearsed: (whole, own) => rehearsedSomehow(whole, options, own, surroundings),
      listen: (own, isCounted) => listening(plan, options, own, { budget: surroundings.budget, isCounted }),
    });
  }
  const { workers = plan.cases.size < SHARED_CASES_MIN ? 1 : workersFor(plan) } = options;
  if (workers === 1 && !surroundings.openShards) return rehearsed(plan, options, sinks, surroundings);
  const { rehearsedInWorkers } = await import('./rehearse-in-workers.ts');
  return rehearsedInWorkers(plan, { ...options, workers, isAsked: options.workers !== undefined }, sinks, {
    ...surroundings,
    rehearsed: (own) => rehearsed(plan, options, own, surroundings),
    listen: (own, isCounted) => listening(plan, options, own, { budget: surroundings.budget, isCounted }),
  });
}

/** A century: a longer span is mostly a slip of the pen in a year, and can take very long. */
const SPAN_MS_MAX = 36_525 * MS_PER_DAY;

function warnOfLongSpan({ title, startsAt, endsAt }: Plan, terminal: Pick<Terminal, 'err'>): void {
  if (endsAt === undefined || endsAt - startsAt <= SPAN_MS_MAX) return;
  const span = spanText(endsAt - startsAt);
  terminal.err(`drysend: warning: ${plainLine(title)}: starts and ends are ${span} apart\n`);
}

async function rehearsed(
  original: Plan,
  options: StoryOptions,
  sinks: StorySinks,
  { access, terminal, budget }: StorySurroundings,
): Promise<ScenarioResult> {
  const startedAt = performance.now();
  const rehearse = (plan: Plan): Run => interruptible(() => rehearsePlan(plan, budget.listeners), budget);
  const plan = options.update ? updatedPlan(original, rehearse, access, terminal) : original;
  const { parts, records } = listening(plan, options, sinks, { budget });
  if (parts.keep && plan.cases.size > KEPT_CONTACTS_MAX) terminal.err(memoryNote(plan));
  const run = await runOf(plan, parts, options, budget);
  const story = resultOf(run, performance.now() - startedAt, records(run));
  const failure = options.checkDeterminism && determinismFailure(run, () => rehearse(plan));
  return failure ? { ...story, outcome: 'broken', failures: [...story.failures, failure] } : story;
}

/** What was written before an end by Ctrl-C or at a limit is kept. */
async function runOf(
  plan: Plan,
  parts: RehearseOptions,
  { wire }: StoryOptions,
  budget: Budget,
): Promise<Run> {
  try {
    return wire
      ? await rehearsePlanOnWire(plan, parts)
      : interruptible(() => rehearsePlan(plan, parts), budget);
  } finally {
    parts.pages?.flush();
  }
}

/** The worst outcome. */
export function exitCodeFor(stories: readonly Pick<ScenarioResult, 'outcome'>[]): ExitCode {
  if (stories.some(({ outcome }) => outcome === 'stopped')) return exitCodes.couldNotRun;
  return stories.some(({ outcome }) => outcome === 'broken') ? exitCodes.broken : exitCodes.kept;
}

/** Every so many stories one, so that long stories beside each other are shared out. */
const inShard = (plans: readonly Plan[], { index: nth, count }: Shard): ChosenPlan[] =>
  plans.map((plan, index) => ({ plan, index })).filter(({ index }) => index % count === nth - 1);
