/** A story run by several threads, each a shard of its cases: the same journal and report as of one. */

import { type Budget, LimitReached } from '../adapters/interruptible.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Run } from '../core/model/run.ts';
import { promisesSomething } from '../expect/judge.ts';
import type { RehearseOptions } from '../rehearse.ts';
import { peopleOfStory } from '../report/people-on-disk.ts';
import { mergeRosters } from '../report/roster/merge.ts';
import { isReportedByRoster, resultOf, type ScenarioResult } from '../report/scenario-result.ts';
import type { StoryListener } from '../report/story-listener.ts';
import { plainLine } from '../report/text/terminal-text.ts';
import { WarningTally } from '../report/warning-kinds.ts';
import { type Cut, cutOf, shardPlans } from '../shards/cut.ts';
import { DailyLimitMet } from '../shards/merged-journal.ts';
import { rehearseShards, type ShardRuns } from '../shards/rehearse-shards.ts';
import { cutText } from '../shards/text.ts';
import { onInterrupt } from './rehearse-parallel.ts';
import type { StoryOptions } from './run-options.ts';
import type { StorySinks } from './run-outputs.ts';
import type { Terminal } from './terminal.ts';
import type { EarlyShards, EarlyWork } from './worker/early-shards.ts';
import { ShardFailed, ShardPool } from './worker/shard-pool.ts';
import type { CountedShard } from './worker/shard-protocol.ts';
import { beginThreads } from './worker/spare-threads.ts';
import { hasCausesOfFile } from './workers-for.ts';

/** Shards, wherever they are run. */
export interface OpenShards extends ShardRuns {
  /** They have counted what is in the roster, whatever is judged here. */
  readonly haveRosters?: boolean;
  ends(): Promise<readonly CountedShard[]>;
  close(): Promise<void>;
}

/** The same story in one thread. */
interface OneThread {
  readonly terminal: Pick<Terminal, 'err'>;
  readonly budget: Budget;
  /** The shards of the story, where they were run before. */
  readonly openShards?: (() => OpenShards) | undefined;
  /** Those that have begun. */
  readonly early?: (() => Promise<EarlyShards | undefined>) | undefined;
  /** Runs it there. */
  rehearsed(sinks: StorySinks): Promise<ScenarioResult>;
  /** What listens while it goes by, and what it has heard then. */
  listen(
    sinks: StorySinks,
    isCounted: boolean,
  ): {
    readonly parts: RehearseOptions;
    readonly listener: StoryListener | undefined;
    records(run: Run): Parameters<typeof resultOf>[2];
  };
}

/** Without being asked, only where it is faster: `isAsked` also says why a story is not cut. */
interface SharedOptions extends StoryOptions {
  readonly workers: number;
  readonly isAsked: boolean;
}

export async function rehearsedInWorkers(
  plan: Plan,
  options: SharedOptions,
  sinks: StorySinks,
  alone: OneThread,
): Promise<ScenarioResult> {
  const { terminal } = alone;
  const tell = (text: string): void => {
    if (options.isAsked) terminal.err(`drysend: ${plainLine(`${plan.title}: ${text}`)}\n`);
  };
  const isWorthIt = options.isAsked || alone.openShards || isCountedByShards(plan, options, sinks);
  if (!isWorthIt) return alone.rehearsed(sinks);
  const begun = (await alone.early?.())?.take(plan, workOf(plan, options, sinks));
  const openShards = begun ? () => begun : alone.openShards;
  if (!openShards) beginThreads(options.workers);
  const cut = openShards ? undefined : cutFor(plan, options, sinks);
  if (cut?.kind === 'whole') {
    tell(cutText(cut));
    return alone.rehearsed(sinks);
  }
  const journal = sinks.journal && new JournalBeginning(sinks.journal);
  try {
    return await inShards(plan, cut, options, { ...sinks, journal: journal?.take }, { ...alone, openShards });
  } catch (error) {
    if (error instanceof ShardFailed) throw failureOf(error, sinks.journal);
    if (!(error instanceof DailyLimitMet)) throw error;
    tell(`${error.message}: it is run again as one shard`);
    return alone.rehearsed({ ...sinks, journal: journal?.rest });
  }
}

/** How the shards of a story are run. */
export const workOf = (plan: Plan, options: SharedOptions, sinks: Wanted): EarlyWork => ({
  workers: options.workers,
  cohorts: options.cohorts !== false,
  counts: isCountedByShards(plan, options, sinks),
});

type Wanted = Pick<StorySinks, 'needsRecord' | 'needsLists'>;

/** What the others had done is in the journal as far as all of them came. */
export function failureOf(
  { message, isOutOfMemory }: ShardFailed,
  journal?: StorySinks['journal'],
): LimitReached {
  const goOn = journal === undefined ? '' : ' The journal is whole up to there: --resume goes on with it.';
  const cure = isOutOfMemory
    ? '--workers 1 keeps each case once, and takes less; NODE_OPTIONS=--max-old-space-size=8000 gives each thread more.'
    : 'The others were ended; --workers 1 does without threads.';
  return new LimitReached(message, `${cure}${goOn}`);
}

/** How the story can be cut, where its options let it be. */
export function cutFor(plan: Plan, options: StoryOptions, sinks: StorySinks): Cut {
  const obstacles = optionObstacles(options, sinks);
  return obstacles.length > 0 ? { kind: 'whole', obstacles } : cutOf(plan);
}

/** Options that need one thread. */
function optionObstacles(options: StoryOptions, { needsRecord, exchange }: StorySinks): string[] {
  return [
    ...(options.wire ? ['--wire hands over one message after another'] : []),
    ...(options.update ? ['--update rewrites transcripts by one run'] : []),
    ...(options.checkDeterminism ? ['--check-determinism compares two runs of one thread'] : []),
    ...(exchange ? ['exchanges with gateways are kept in one thread'] : []),
    ...(needsRecord ? ['an HTML report or a blob keeps exchanges with gateways, in one thread'] : []),
  ];
}

async function inShards(
  plan: Plan,
  cut: Extract<Cut, { kind: 'parts' }> | undefined,
  options: SharedOptions,
  sinks: StorySinks,
  { budget, listen, openShards }: OneThread,
): Promise<ScenarioResult> {
  const startedAt = performance.now();
  const { workers, ...work } = workOf(plan, options, sinks);
  const { counts } = work;
  const warnings = new WarningTally();
  const pool: OpenShards = cut ? new ShardPool(shardPlans(plan, cut, workers), work) : openShards!();
  const { haveRosters = counts } = pool;
  const { parts, listener, records } = listen(sinks, haveRosters);
  const passes = haveRosters && pool.areJudged === true && promisesSomething(plan) && !options.coverage;
  const tally = (entry: Entry): void => {
    if (entry.kind === 'warning') warnings.record({ ...entry, about: entry.about ?? {} });
  };
  const interruption = onInterrupt();
  try {
    const run = await Promise.race([
      rehearseShards(plan, pool, {
        ...parts,
        follows: !counts,
        onEntry(seq, entry) {
          if (counts) listener?.record(entry);
          else parts.onEntry?.(seq, entry);
          tally(entry);
        },
        ...(passes && { onPass: () => listener?.pass() }),
        ...((counts || passes) && { onMessages: (count) => budget.reach(count) }),
      }),
      interruption.heard,
    ]);
    const heard = records(run);
    const roster = haveRosters ? mergedRoster(plan, await pool.ends(), warnings) : heard?.roster;
    return resultOf(run, performance.now() - startedAt, {
      ...heard,
      roster,
      ...(pool.areJudged && { people: peopleOfStory(plan) }),
    });
  } finally {
    interruption.end();
    parts.pages?.flush();
    await pool.close();
  }
}

/**
 * The shards count for the report themselves where it is all counts, by causes that the file has. Else every line is read again in this
 * thread, which takes as long as the shards do.
 */
export const isCountedByShards = (
  plan: Plan,
  { coverage }: StoryOptions,
  { needsRecord, needsLists }: Wanted,
): boolean =>
  isReportedByRoster(plan) &&
  !promisesSomething(plan) &&
  !needsRecord &&
  !needsLists &&
  coverage !== true &&
  hasCausesOfFile(plan);

export function mergedRoster(plan: Plan, ends: readonly CountedShard[], warnings: WarningTally) {
  const rosters = ends.flatMap(({ roster }) => roster ?? []);
  return mergeRosters(rosters, plan, { people: peopleOfStory(plan), warnings: warnings.all() });
}

/** The journal as far as it came in shards, which is as one run would have made it; the rest may come from that. */
class JournalBeginning {
  private readonly write: (lines: Uint8Array) => void;
  private bytes = 0;

  constructor(write: (lines: Uint8Array) => void) {
    this.write = write;
  }

  readonly take = (lines: Uint8Array): void => {
    this.bytes += lines.length;
    this.write(lines);
  };

  readonly rest = (lines: Uint8Array): void => {
    const left = lines.subarray(Math.min(this.bytes, lines.length));
    this.bytes -= lines.length - left.length;
    if (left.length > 0) this.write(left);
  };
}
