/** A story whose cases are on a disk, run part by part: the same journal and report as of one run. */
import type { SpillFolder } from '../adapters/files/spill-folder.ts';
import { type Budget, Interrupted, LimitReached } from '../adapters/interruptible.ts';
import { runLine } from '../core/journal/lines.ts';
import type { Plan } from '../core/model/plan.ts';
import { headerOf } from '../open-run.ts';
import { isReportedByRoster, type ScenarioResult } from '../report/scenario-result.ts';
import { plainLine } from '../report/text/terminal-text.ts';
import { rehearsedInWorkers } from './rehearse-in-workers.ts';
import type { PartsOutcome } from './run-in-parts.ts';
import type { StoryOptions } from './run-options.ts';
import type { StorySinks } from './run-outputs.ts';
import { SpilledParts } from './spilled-parts.ts';
import type { Terminal } from './terminal.ts';
import { hasCausesOfFile } from './workers-for.ts';

interface Surroundings {
  readonly folder: SpillFolder;
  readonly terminal: Pick<Terminal, 'err' | 'spillSizes'>;
  readonly budget: Budget;
  /** The story with all its cases in memory. */
  wholePlan(): Promise<Plan>;
  rehearsed(whole: Plan, sinks: StorySinks): Promise<ScenarioResult>;
  readonly listen: Parameters<typeof rehearsedInWorkers>[3]['listen'];
}

/** Of the time: running the parts, before they are put together. */
const RUN_SHARE = 0.6;

export async function rehearsedInParts(
  plan: Plan,
  options: StoryOptions,
  sinks: StorySinks,
  { folder, terminal, budget, wholePlan, rehearsed, listen }: Surroundings,
): Promise<ScenarioResult> {
  const tell = (text: string): void => terminal.err(`drysend: ${plainLine(`${plan.title}: ${text}`)}\n`);
  const whole = async (own: StorySinks, why: string): Promise<ScenarioResult> => {
    tell(`${why}: all its cases are read into memory`);
    return rehearsed(await wholePlan(), own);
  };
  // What the parts count has to be all that there is to count.
  if (isReportedByRoster(plan) && !hasCausesOfFile(plan)) return whole(sinks, ONE_BY_ONE);
  const startedAt = performance.now();
  const { messageCount } = budget;
  const parts = new SpilledParts(plan, {
    ...{ folder, budget, tell, sizes: terminal.spillSizes },
    progress: (share, now) => sinks.progress(share * RUN_SHARE, now),
  });
  const outcome = run(plan, () => parts.run(options), sinks);
  if (outcome.kind === 'whole') return whole(sinks, outcome.why);
  // The same messages are counted again as they are put together.
  budget.reach(messageCount);
  const own: StorySinks = {
    ...sinks,
    progress: (share, now, entries) => sinks.progress(RUN_SHARE + share * (1 - RUN_SHARE), now, entries),
  };
  const story = await rehearsedInWorkers(plan, { ...options, workers: 1, isAsked: true }, own, {
    ...{ terminal, budget, listen },
    openShards: () => parts.opened(),
    rehearsed: (left) => whole(left, 'one shard'),
  });
  return { ...story, realMs: performance.now() - startedAt };
}

/** A journal that is broken off before its first entry still says of what it is. */
function run(plan: Plan, work: () => PartsOutcome, { journal }: StorySinks): PartsOutcome {
  try {
    return work();
  } catch (error) {
    const isInterrupted = error instanceof Interrupted;
    if (isInterrupted || error instanceof LimitReached) journal?.(Buffer.from(runLine(headerOf(plan))));
    throw isInterrupted ? new Interrupted(error.message, IN_PARTS) : error;
  }
}

const ONE_BY_ONE = 'contacts write in, or are written to by hand';
const IN_PARTS =
  'Its parts were still run, and the journal is put together when all of them are there: it has its first line. The same command runs them again.';
