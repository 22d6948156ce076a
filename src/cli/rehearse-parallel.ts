/** Stories run in threads beside each other, reported in their order as if one had run after another. */

import { Interrupted } from '../adapters/interruptible.ts';
import type { ScenarioResult } from '../report/scenario-result.ts';
import { loadOptionsOf } from './load-options.ts';
import type { LoadedPlans } from './load-plans.ts';
import type { Progress } from './progress.ts';
import type { ChosenPlan, RunOptions } from './run-options.ts';
import { type Outputs, storyLines } from './run-outputs.ts';
import type { Terminal } from './terminal.ts';
import type { Job } from './worker/protocol.ts';
import { RunPool } from './worker/run-pool.ts';

interface Surroundings {
  readonly loaded: LoadedPlans;
  readonly terminal: Terminal;
  readonly progress: Progress;
}

/** Throws `Interrupted` on Ctrl-C. */
export async function rehearseInThreads(
  chosen: readonly ChosenPlan[],
  options: RunOptions,
  outputs: Outputs,
  { loaded, terminal, progress }: Surroundings,
): Promise<ScenarioResult[]> {
  const { errorColour, debug } = terminal;
  const wants = {
    journal: outputs.journal !== undefined || outputs.blob !== undefined,
    exchanges: outputs.exchanges !== undefined || outputs.blob !== undefined,
    record: outputs.needRecords,
    lists: outputs.needLists,
  };
  const {
    seed,
    journalLevel,
    wire,
    cohorts,
    checkDeterminism,
    coverage,
    maxMessages,
    maxSeconds,
    maxMemory,
  } = options;
  const forThreads = {
    ...loadOptionsOf(options),
    seed,
    journalLevel,
    ...{ maxMessages, maxSeconds, maxMemory },
    ...(wire && { wire }),
    ...(cohorts === false && { cohorts }),
    ...(checkDeterminism && { checkDeterminism }),
    ...(coverage && { coverage }),
  };
  const pool = new RunPool(jobsFor(chosen, loaded), options.parallel ?? 1, {
    options: forThreads,
    wants,
    errorColour,
    debug,
  });
  const interruption = onInterrupt();
  const stories: ScenarioResult[] = [];
  try {
    for (const [ordinal, { plan, index }] of chosen.entries()) {
      progress.story(plan.title, ordinal, chosen.length);
      progress.at(0, plan.startsAt);
      const { journal, exchanges, err, result } = await Promise.race([pool.story(index), interruption.heard]);
      const lines = storyLines(plan.source.file, index, outputs);
      for (const text of journal) lines.journal?.(text);
      for (const text of exchanges) lines.exchange?.(text);
      progress.clear();
      if (err !== '') terminal.err(err);
      stories.push(lines.end(result));
      if (result.isOverLimit || (options.bail && result.failures.length > 0)) break;
    }
    return stories;
  } finally {
    interruption.end();
    await pool.close();
  }
}

/** A thread reads the file itself, and finds the story by its place in it. */
function jobsFor(chosen: readonly ChosenPlan[], { plans, fileOf }: LoadedPlans): Job[] {
  const ordinals = new Map<string, number>();
  const places = new Map(
    plans.map((plan) => {
      const ordinal = ordinals.get(plan.source.file) ?? 0;
      ordinals.set(plan.source.file, ordinal + 1);
      return [plan, ordinal] as const;
    }),
  );
  return chosen.map(({ plan, index }) => ({
    index,
    file: fileOf(plan.source.file),
    ordinal: places.get(plan)!,
  }));
}

/** Ctrl-C, for work that gives the event loop its turns. */
export function onInterrupt() {
  let interrupt: () => void = () => undefined;
  const heard = new Promise<never>((_resolve, reject) => {
    interrupt = () => reject(new Interrupted('interrupted'));
  });
  heard.catch(() => undefined);
  process.on('SIGINT', interrupt);
  return { heard, end: () => void process.off('SIGINT', interrupt) };
}
