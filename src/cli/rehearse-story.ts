/** One story of `drysend run`: its plan is rehearsed, its lines go where they are wanted, and its result comes back. */
import type { FileAccess } from '../adapters/files/file-access.ts';
import type { Exchange } from '../adapters/in-process.ts';
import { CannotWrite } from '../adapters/line-file.ts';
import { transcriptsOf, updateTranscripts } from '../adapters/transcript-files.ts';
import { type Instant, MS_PER_DAY } from '../core/model/instant.ts';
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
import { StoryListener } from '../report/story-listener.ts';
import { spanText } from '../report/text/span.ts';
import { plainLine } from '../report/text/terminal-text.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { determinismFailure } from './determinism.ts';
import { Interrupted, interruptible } from './interruptible.ts';
import type { StoryOptions } from './run-options.ts';
import { internalErrorText } from './stop.ts';
import type { Terminal } from './terminal.ts';
import { updateText } from './update-text.ts';

/** Where a story's lines go while it runs; undefined: nowhere. */
export interface StorySinks {
  /** Whole lines of the journal. */
  readonly journal: ((line: string) => void) | undefined;
  readonly exchange: ((exchange: Exchange) => void) | undefined;
  /** The HTML report shows it. */
  readonly needsRecord: boolean;
  /** The first messages and who got nothing are wanted of large runs too. */
  readonly needsLists: boolean;
  progress(share: number, virtualNow: Instant): void;
}

interface Surroundings {
  readonly access: FileAccess;
  readonly terminal: Pick<Terminal, 'err' | 'errorColour' | 'debug'>;
}

/** A scenario that drysend fails on has a result too: the others still run. */
export async function rehearseStory(
  plan: Plan,
  options: StoryOptions,
  sinks: StorySinks,
  { access, terminal }: Surroundings,
): Promise<ScenarioResult> {
  const startedAt = performance.now();
  warnOfLongSpan(plan, terminal);
  const story = await rehearsed(plan, options, sinks, { access, terminal }).catch((error: unknown) => {
    if (error instanceof Interrupted || error instanceof CannotWrite) throw error;
    const reason = error instanceof ScenarioError ? error.message : internalErrorText(error, terminal);
    return stoppedResult(plan, reason, performance.now() - startedAt);
  });
  return { ...story, replay: `${story.replay}${allowReadOptions(access.otherFolders)}` };
}

/** A century: longer spans are rehearsed too, but not without a word. */
const SPAN_MS_MAX = 36_525 * MS_PER_DAY;

/** Such a span is mostly a slip of the pen in a year, and can take very long. */
function warnOfLongSpan({ title, startsAt, endsAt }: Plan, terminal: Pick<Terminal, 'err'>): void {
  if (endsAt === undefined || endsAt - startsAt <= SPAN_MS_MAX) return;
  const span = spanText(endsAt - startsAt);
  terminal.err(`drysend: warning: ${plainLine(title)}: starts and ends are ${span} apart\n`);
}

async function rehearsed(
  original: Plan,
  options: StoryOptions,
  sinks: StorySinks,
  { access, terminal }: Surroundings,
): Promise<ScenarioResult> {
  const startedAt = performance.now();
  const plan = options.update ? updated(original, access, terminal) : original;
  const keeps = keepsEntries(plan, options, sinks);
  const followed = followRun(plan, sinks, !keeps && sinks.journal === undefined);
  const parts = rehearseOptions(plan, options, sinks, { keeps, ...followed });
  const run = options.wire
    ? await rehearsePlanOnWire(plan, parts)
    : interruptible(() => rehearsePlan(plan, parts));
  const story = resultOf(run, performance.now() - startedAt, recordsOf(run, followed));
  const failure =
    options.checkDeterminism && determinismFailure(run, () => interruptible(() => rehearsePlan(plan)));
  return failure ? { ...story, outcome: 'broken', failures: [...story.failures, failure] } : story;
}

/** The plan with its transcripts as they are now; says of each what changes before it is written. */
function updated(plan: Plan, access: FileAccess, terminal: Pick<Terminal, 'err' | 'errorColour'>): Plan {
  if (transcriptsOf(plan).length === 0) return plan;
  const run = interruptible(() => rehearsePlan(plan));
  return updateTranscripts(run, access, (update) => terminal.err(updateText(update, terminal.errorColour)));
}

/** What counts along while a story runs. */
interface Followed {
  readonly roster: RosterCollector | undefined;
  readonly recorder: StoryRecorder | undefined;
  /** undefined: the entries are kept, or a file has them. */
  readonly listener: StoryListener | undefined;
}

/**
 * Entries are kept where something reads them again: promises, a page, a second rehearsal, a transcript. A file has them
 * itself, and of a run with many contacts counts are reported: memory does not grow with the number of messages.
 */
const keepsEntries = (
  plan: Plan,
  { checkDeterminism }: StoryOptions,
  { needsRecord, journal }: StorySinks,
): boolean =>
  checkDeterminism === true ||
  needsRecord ||
  promisesSomething(plan) ||
  (journal === undefined && !isReportedByRoster(plan));

function followRun(plan: Plan, { needsRecord, needsLists }: StorySinks, listens: boolean): Followed {
  // Each story keeps what a whole report may; the report takes its share.
  const recorder = needsRecord ? new StoryRecorder(plan, new ExchangeKeeper()) : undefined;
  const people = peopleOf(plan);
  const listener = listens ? new StoryListener(plan, { people, lists: needsLists }) : undefined;
  if (!recorder && !isReportedByRoster(plan)) return { roster: undefined, recorder, listener };
  const zone = zoneOfProject(plan.project);
  const onRow = recorder && ((row: RosterRow) => recorder.row(row));
  return {
    roster: new RosterCollector({ plan, people, zone, ...(onRow && { onRow }) }),
    recorder,
    listener,
  };
}

function rehearseOptions(
  plan: Plan,
  options: StoryOptions,
  { journal, exchange: write, progress }: StorySinks,
  { keeps, roster, recorder, listener }: Followed & { readonly keeps: boolean },
): RehearseOptions {
  const spanMs = plan.endsAt === undefined ? undefined : plan.endsAt - plan.startsAt;
  return {
    keep: keeps,
    journalLevel: options.journalLevel,
    onProgress: (virtualNow) => progress(spanMs ? (virtualNow - plan.startsAt) / spanMs : 0, virtualNow),
    ...(roster && {
      onEntry: (seq, entry) => {
        roster.record(seq, entry);
        listener?.record(entry);
        recorder?.entry(entry);
      },
    }),
    ...(journal && { sink: journal }),
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
  { roster: collector, recorder, listener }: Followed,
): Parameters<typeof resultOf>[2] {
  const roster = collector?.end();
  return {
    roster: isReportedByRoster(run.plan) ? roster : undefined,
    record: roster && recorder?.end(run, roster),
    heard: listener?.end(),
  };
}
