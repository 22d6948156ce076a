import { type ExchangeFile, exchangesInto, openExchangeFile } from '../adapters/exchange-file.ts';
import { keepFailedStories, readFailedStories } from '../adapters/files/failed-stories.ts';
import type { FileAccess } from '../adapters/files/file-access.ts';
import { type JournalFiles, journalsInto, openJournalFiles } from '../adapters/journal-file.ts';
import { CannotWrite } from '../adapters/line-file.ts';
import { transcriptsOf, updateTranscripts } from '../adapters/transcript-files.ts';
import { MS_PER_DAY } from '../core/model/instant.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Run } from '../core/model/run.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { promisesSomething } from '../expect/judge.ts';
import { type RehearseOptions, rehearsePlan, rehearsePlanOnWire } from '../rehearse.ts';
import { ExchangeKeeper } from '../report/html/exchange-keeper.ts';
import { StoryRecorder } from '../report/html/story-recorder.ts';
import { peopleOf } from '../report/people.ts';
import { RosterCollector } from '../report/roster/roster.ts';
import type { RosterRow } from '../report/roster/row.ts';
import {
  allowReadOptions,
  isReportedByRoster,
  resultOf,
  type ScenarioResult,
  stoppedResult,
} from '../report/scenario-result.ts';
import { summaryOf } from '../report/summary.ts';
import { spanText } from '../report/text/span.ts';
import { plainLine } from '../report/text/terminal-text.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { choosePlans } from './choose-plans.ts';
import { determinismFailure } from './determinism.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { Interrupted, interruptible } from './interruptible.ts';
import { listStories } from './list-stories.ts';
import { loadPlans } from './load-plans.ts';
import { checkOutputs, checkUpdates, closeAll, openReports, type ReportOutputs, STDOUT } from './outputs.ts';
import { type Progress, progressOn } from './progress.ts';
import type { RunOptions } from './run-options.ts';
import { internalErrorText, opened, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';
import { updateText } from './update-text.ts';

type Journal = ReturnType<JournalFiles['next']>;

interface Surroundings {
  accessOf(file: string): FileAccess;
  readonly terminal: Terminal;
}

/** All that a rehearsal writes to; every one of them is closed whatever happens. */
interface Outputs {
  readonly reports: ReportOutputs;
  readonly journal: JournalFiles | undefined;
  readonly exchanges: ExchangeFile | undefined;
  /** Where a report wants whole records, of all stories together. */
  readonly exchangeKeeper: ExchangeKeeper | undefined;
  readonly progress: Progress;
}

/** A century: longer spans are rehearsed too, but not without a word. */
const SPAN_MS_MAX = 36_525 * MS_PER_DAY;

/** `drysend run`: files → plans → stories → reports → exit code. */
export async function rehearseFiles(
  paths: readonly string[],
  options: RunOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const startedAt = performance.now();
  const startedAtEpoch = Date.now();
  const loaded = await loadPlans(paths, options, terminal);
  const among = options.lastFailed ? readFailedStories() : undefined;
  const plans = choosePlans(loaded.plans, { ...options, among });
  if (options.list) {
    listStories(plans, loaded.passedOver, options, terminal);
    return exitCodes.kept;
  }
  checkOutputs(options, plans, loaded.inputs);
  if (options.update) checkUpdates(plans, loaded.accessOf, terminal);
  const outputs = openOutputs(options, terminal);
  try {
    outputs.reports.begin({ version, titles: plans.map(({ title }) => title), startedAt: startedAtEpoch });
    const stories = await rehearseAll(plans, options, outputs, { ...loaded, terminal });
    keepFailedStories(stories.map((story) => ({ ...story, isFailed: story.failures.length > 0 })));
    outputs.reports.end(summaryOf(stories, plans.length, performance.now() - startedAt));
    return exitCodeFor(stories);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    outputs.progress.clear();
    throw new Stop(exitCodes.interrupted, 'interrupted');
  } finally {
    closeAll([outputs.journal, outputs.exchanges, outputs.reports]);
  }
}

function openOutputs(options: RunOptions, terminal: Terminal): Outputs {
  const { journal, exchanges, json, reporter } = options;
  const asked = json ? [...reporter, 'json'] : reporter;
  const reports = openReports(asked, terminal, stdoutUse(options));
  const stdout = stdoutFile(terminal);
  return {
    reports,
    journal: openedAt(journal, openJournalFiles, () => journalsInto(stdout)),
    exchanges: openedAt(exchanges, openExchangeFile, () => exchangesInto(stdout)),
    exchangeKeeper: reports.needRecords ? new ExchangeKeeper() : undefined,
    progress: progressOn(terminal),
  };
}

/** The option that sends lines for a program to stdout. */
function stdoutUse({ journal, exchanges }: RunOptions): string | undefined {
  const uses = [
    ...(journal === STDOUT ? ['--journal -'] : []),
    ...(exchanges === STDOUT ? ['--exchanges -'] : []),
  ];
  if (uses.length > 1)
    throw new Stop(exitCodes.usage, `${uses.join(' and ')} both write to stdout`, 'Give one of them a file.');
  return uses[0];
}

function openedAt<T>(path: string | undefined, open: (path: string) => T, onStdout: () => T): T | undefined {
  if (path === undefined) return undefined;
  return path === STDOUT ? onStdout() : opened(path, () => open(path));
}

const stdoutFile = (terminal: Terminal) => ({
  path: 'stdout',
  write: (line: string) => terminal.data(line),
  close: () => undefined,
});

async function rehearseAll(
  plans: readonly Plan[],
  options: RunOptions,
  outputs: Outputs,
  { accessOf, terminal }: Surroundings,
): Promise<ScenarioResult[]> {
  const stories: ScenarioResult[] = [];
  for (const [index, plan] of plans.entries()) {
    warnOfLongSpan(plan, terminal);
    outputs.progress.story(plan.title, index, plans.length);
    const access = accessOf(plan.source.file);
    const told = await rehearseOne(plan, options, outputs, { access, terminal });
    const story = { ...told, replay: `${told.replay}${allowReadOptions(access.lent)}` };
    outputs.progress.clear();
    outputs.reports.story(story);
    stories.push(story);
    if (options.bail && story.failures.length > 0) break;
  }
  return stories;
}

/** Such a span is mostly a slip of the pen in a year, and can take very long. */
function warnOfLongSpan({ title, startsAt, endsAt }: Plan, terminal: Terminal): void {
  if (endsAt === undefined || endsAt - startsAt <= SPAN_MS_MAX) return;
  const span = spanText(endsAt - startsAt);
  terminal.err(`drysend: warning: ${plainLine(title)}: starts and ends are ${span} apart\n`);
}

/** A scenario that drysend fails on is a story too: the others still run. */
async function rehearseOne(
  written: Plan,
  options: RunOptions,
  outputs: Outputs,
  { access, terminal }: { readonly access: FileAccess; readonly terminal: Terminal },
): Promise<ScenarioResult> {
  const startedAt = performance.now();
  try {
    const plan = options.update ? updated(written, access, terminal) : written;
    const journal = outputs.journal?.next(plan.source.file);
    const followed = followRun(plan, outputs);
    const parts = rehearseOptions(plan, options, outputs, { journal, ...followed });
    const run = options.wire
      ? await rehearsePlanOnWire(plan, parts)
      : interruptible(() => rehearsePlan(plan, parts));
    const told = resultOf(run, performance.now() - startedAt, toldOf(run, followed));
    const story = journal ? { ...told, journalFile: journal.path } : told;
    const failure =
      options.checkDeterminism && determinismFailure(run, () => interruptible(() => rehearsePlan(plan)));
    return failure ? { ...story, outcome: 'broken', failures: [...story.failures, failure] } : story;
  } catch (error) {
    if (error instanceof Interrupted || error instanceof CannotWrite) throw error;
    const reason = error instanceof ScenarioError ? error.message : internalErrorText(error, terminal);
    return stoppedResult(written, reason, performance.now() - startedAt);
  }
}

/** What counts along while a story runs. */
interface Followed {
  readonly roster: RosterCollector | undefined;
  readonly recorder: StoryRecorder | undefined;
}

function followRun(plan: Plan, { exchangeKeeper }: Outputs): Followed {
  const recorder = exchangeKeeper ? new StoryRecorder(plan, exchangeKeeper) : undefined;
  if (!recorder && !isReportedByRoster(plan)) return { roster: undefined, recorder };
  const zone = zoneOfProject(plan.project);
  const onRow = recorder && ((row: RosterRow) => recorder.row(row));
  return {
    roster: new RosterCollector({ plan, people: peopleOf(plan), zone, ...(onRow && { onRow }) }),
    recorder,
  };
}

function toldOf(run: Run, { roster: collector, recorder }: Followed): Parameters<typeof resultOf>[2] {
  const roster = collector?.end();
  return {
    roster: isReportedByRoster(run.plan) ? roster : undefined,
    record: roster && recorder?.end(run, roster),
  };
}

/** The plan with its transcripts as they are now; says of each what changes before it is written. */
function updated(plan: Plan, access: FileAccess, terminal: Terminal): Plan {
  if (transcriptsOf(plan).length === 0) return plan;
  const run = interruptible(() => rehearsePlan(plan));
  return updateTranscripts(run, access, (update) => terminal.err(updateText(update, terminal.errorColour)));
}

function rehearseOptions(
  plan: Plan,
  options: RunOptions,
  { exchanges, progress }: Outputs,
  { journal, roster, recorder }: Followed & { readonly journal: Journal | undefined },
): RehearseOptions {
  const spanMs = plan.endsAt === undefined ? undefined : plan.endsAt - plan.startsAt;
  return {
    // Nothing reads the entries again when nothing is promised and the file has them: memory stays flat.
    keep:
      journal === undefined ||
      options.checkDeterminism === true ||
      recorder !== undefined ||
      promisesSomething(plan),
    journalLevel: options.journalLevel,
    onProgress: (virtualNow) => progress.at(spanMs ? (virtualNow - plan.startsAt) / spanMs : 0, virtualNow),
    ...(roster && {
      onEntry: (seq, entry) => {
        roster.record(seq, entry);
        recorder?.entry(entry);
      },
    }),
    ...(journal && { sink: (line: string) => journal.sink(line) }),
    ...((exchanges ?? recorder) && {
      onExchange: (exchange) => {
        exchanges?.write(exchange);
        recorder?.exchange(exchange);
      },
    }),
  };
}

function exitCodeFor(stories: readonly ScenarioResult[]): ExitCode {
  if (stories.some(({ outcome }) => outcome === 'stopped')) return exitCodes.couldNotRun;
  return stories.some(({ outcome }) => outcome === 'broken') ? exitCodes.broken : exitCodes.kept;
}
