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
import type { Plan } from '../core/model/plan.ts';
import type { Run } from '../core/model/run.ts';
import { visibleLine } from '../core/render/visible.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { HitCounter } from '../coverage/hits.ts';
import { promisesSomething } from '../expect/judge.ts';
import { LinePages, type RehearseOptions, rehearsePlan, rehearsePlanOnWire } from '../rehearse.ts';
import { ExchangeKeeper } from '../report/html/exchange-keeper.ts';
import { StoryRecorder } from '../report/html/story-recorder.ts';
import { peopleOf } from '../report/people.ts';
import { RosterCollector } from '../report/roster/roster.ts';
import type { RosterRow } from '../report/roster/row.ts';
import {
  allowReadOptions,
  isReportedByRoster,
  overLimitResult,
  resultOf,
  type ScenarioResult,
  stoppedResult,
} from '../report/scenario-result.ts';
import { StoryListener } from '../report/story-listener.ts';
import { summaryOf } from '../report/summary.ts';
import { spanText } from '../report/text/span.ts';
import { plainLine } from '../report/text/terminal-text.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { blobHeader } from './blob-file.ts';
import type { RunCoverage } from './coverage-wanted.ts';
import { determinismFailure } from './determinism.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { listStories } from './list-stories.ts';
import { choosePlans, type LoadedPlans, loadPlans } from './load-plans.ts';
import { KEPT_CONTACTS_MAX, memoryNote } from './memory-note.ts';
import { checkOutputs, checkUpdates, STDOUT, wantsCoverage } from './outputs.ts';
import { type Progress, progressOn } from './progress.ts';
import type { OpenShards } from './rehearse-in-workers.ts';
import type { ChosenPlan, RunOptions, Shard, StoryOptions } from './run-options.ts';
import { type Outputs, openOutputs, type StorySinks, sinksFor, storyLines } from './run-outputs.ts';
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
  const started = startedNow();
  const planTaker = early && (async () => (await early())?.begin);
  const loaded = await loadPlans(paths, { ...options, planTaker }, terminal).catch(async (error: unknown) => {
    if (error instanceof UnsoundFiles && options.reporter.length > 0 && !options.list) {
      const { reportProblems } = await import('./report-problems.ts');
      reportProblems(error, options, { terminal, version, started });
    }
    throw error;
  });
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
  const surroundings = { loaded, terminal, version, started, elsewhere, early, keeping: coverage?.keeping };
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
    const surroundings = { loaded, terminal, progress, budget, elsewhere, early };
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
    throw new Stop(exitCodes.interrupted, 'interrupted', outputs.journal && resumeHint(options));
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
  { loaded, terminal, progress, budget, elsewhere, early }: Surroundings,
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
    const story = await rehearseStory(plan, options, sinks, { access, terminal, budget, elsewhere, early });
    progress.clear();
    stories.push(lines.end(story));
    if (story.isOverLimit || (options.bail && story.failures.length > 0)) break;
  }
  return stories;
}

interface StorySurroundings extends Pick<Surroundings, 'budget' | 'elsewhere' | 'early'> {
  readonly access: FileAccess;
  readonly terminal: Pick<Terminal, 'err' | 'errorColour' | 'debug'>;
  /** The shards of the story, where they were run before. */
  readonly openShards?: () => OpenShards;
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
  const { workers = plan.cases.size < SHARED_CASES_MIN ? 1 : workersFor(plan) } = options;
  if (workers === 1 && !surroundings.openShards) return rehearsed(plan, options, sinks, surroundings);
  const { rehearsedInWorkers } = await import('./rehearse-in-workers.ts');
  return rehearsedInWorkers(plan, { ...options, workers, isAsked: options.workers !== undefined }, sinks, {
    ...surroundings,
    rehearsed: (own) => rehearsed(plan, options, own, surroundings),
    listen: (own) => listening(plan, options, own, surroundings.budget),
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
  const { parts, records } = listening(plan, options, sinks, budget);
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

/** What counts along while a story runs. */
interface Followed {
  readonly roster: RosterCollector | undefined;
  readonly recorder: StoryRecorder | undefined;
  /** undefined: the entries are kept. */
  readonly listener: StoryListener | undefined;
  readonly hits?: HitCounter | undefined;
}

/**
 * Entries are kept where something reads them again: a page, a second rehearsal, the report of a few contacts. Of a run with
 * many contacts counts are reported, and reasons are asked of a second run: memory does not grow with the number of messages.
 */
const keepsEntries = (
  plan: Plan,
  { checkDeterminism }: StoryOptions,
  { needsRecord, journal }: StorySinks,
): boolean =>
  checkDeterminism === true ||
  needsRecord ||
  (!isReportedByRoster(plan) && (journal === undefined || promisesSomething(plan)));

function listening(plan: Plan, options: StoryOptions, sinks: StorySinks, budget: Budget) {
  const keeps = keepsEntries(plan, options, sinks);
  const followed = followRun(plan, options, sinks, !keeps);
  const parts: RehearseOptions = {
    ...rehearseOptions(plan, options, sinks, { keeps, budget, ...followed }),
    ...(sinks.journal && { pages: new LinePages(sinks.journal) }),
  };
  return { parts, listener: followed.listener, records: (run: Run) => recordsOf(run, followed) };
}

function followRun(
  plan: Plan,
  { coverage }: StoryOptions,
  { needsRecord, needsLists }: StorySinks,
  listens: boolean,
): Followed {
  // Each story keeps what a whole report may; the report takes its share.
  const recorder = needsRecord ? new StoryRecorder(plan, new ExchangeKeeper()) : undefined;
  const people = peopleOf(plan);
  const lists = !promisesSomething(plan) && (needsLists || !isReportedByRoster(plan));
  const listener = listens ? new StoryListener(plan, { people, lists }) : undefined;
  const hits = coverage && new HitCounter();
  if (!recorder && !isReportedByRoster(plan)) return { roster: undefined, recorder, listener, hits };
  const zone = zoneOfProject(plan.project);
  const onRow = recorder && ((row: RosterRow) => recorder.row(row));
  return {
    roster: new RosterCollector({ plan, people, zone, ...(onRow && { onRow }) }),
    recorder,
    listener,
    hits,
  };
}

function rehearseOptions(
  plan: Plan,
  options: StoryOptions,
  { exchange: write, progress }: StorySinks,
  {
    keeps,
    budget,
    roster,
    recorder,
    listener,
    hits,
  }: Followed & { readonly keeps: boolean; readonly budget: Budget },
): RehearseOptions {
  const spanMs = plan.endsAt === undefined ? undefined : plan.endsAt - plan.startsAt;
  return {
    keep: keeps,
    journalLevel: options.journalLevel,
    onProgress(virtualNow, entries) {
      budget.look(virtualNow);
      progress(spanMs ? (virtualNow - plan.startsAt) / spanMs : 0, virtualNow, entries);
    },
    onEntry(seq, entry) {
      budget.count(entry);
      roster?.record(seq, entry);
      hits?.record(entry);
      listener?.record(entry);
      recorder?.entry(entry);
    },
    ...(roster &&
      !hits &&
      !recorder && {
        onRepeat: (seq, block) => {
          budget.countBlock(block);
          roster.repeat(seq, block);
          listener?.repeat(block);
        },
      }),
    ...(options.cohorts === false && { cohorts: false }),
    ...((write ?? recorder) && {
      onExchange: (exchange) => {
        write?.(exchange);
        recorder?.exchange(exchange);
      },
    }),
  };
}

function recordsOf(
  run: Run,
  { roster: collector, recorder, listener, hits }: Followed,
): Parameters<typeof resultOf>[2] {
  const roster = collector?.end();
  return {
    roster: isReportedByRoster(run.plan) ? roster : undefined,
    record: roster && recorder?.end(run, roster),
    heard: listener?.end(run.verdicts),
    hits: hits?.hits(),
  };
}

/** The worst outcome. */
export function exitCodeFor(stories: readonly Pick<ScenarioResult, 'outcome'>[]): ExitCode {
  if (stories.some(({ outcome }) => outcome === 'stopped')) return exitCodes.couldNotRun;
  return stories.some(({ outcome }) => outcome === 'broken') ? exitCodes.broken : exitCodes.kept;
}

/** Every so many stories one, so that long stories beside each other are shared out. */
const inShard = (plans: readonly Plan[], { index: nth, count }: Shard): ChosenPlan[] =>
  plans.map((plan, index) => ({ plan, index })).filter(({ index }) => index % count === nth - 1);
