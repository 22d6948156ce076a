/** Plans that were chosen → stories → reports: what `drysend run` does once, and `--watch` after each change. */
import { keepFailedStories } from '../adapters/files/failed-stories.ts';
import type { Plan } from '../core/model/plan.ts';
import type { ScenarioResult } from '../report/scenario-result.ts';
import { summaryOf } from '../report/summary.ts';
import { blobHeader } from './blob-file.ts';
import { type ChosenPlan, inShard } from './chosen-plan.ts';
import { exitCodes } from './exit-codes.ts';
import { Interrupted } from './interruptible.ts';
import type { LoadedPlans } from './load-plans.ts';
import { checkOutputs, checkUpdates } from './outputs.ts';
import { type Progress, progressOn } from './progress.ts';
import { rehearseStory, type StorySinks } from './rehearse-story.ts';
import type { RunOptions } from './run-options.ts';
import { type Outputs, openOutputs } from './run-outputs.ts';
import { Stop } from './stop.ts';
import { sinksFor, storyLines } from './story-sinks.ts';
import type { Terminal } from './terminal.ts';

interface Surroundings {
  readonly loaded: LoadedPlans;
  readonly terminal: Terminal;
  readonly progress: Progress;
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
  }: Omit<Surroundings, 'progress'> & { version: string; started: Started },
): Promise<ScenarioResult[]> {
  const { shard = { index: 1, count: 1 } } = options;
  const chosen = inShard(all, shard);
  const plans = chosen.map(({ plan }) => plan);
  const { epochMs: startedAt, clockMs } = started;
  checkOutputs(options, plans, loaded.inputs);
  if (options.update) checkUpdates(plans, loaded.accessOf, terminal);
  const header = blobHeader(all, { shard, version, startedAt });
  const outputs = openOutputs(options, terminal, header);
  const progress = progressOn(terminal);
  try {
    outputs.reports.begin({ version, titles: plans.map(({ title }) => title), startedAt });
    const stories = await rehearseAll(chosen, options, outputs, { loaded, terminal, progress });
    keepFailedStories(stories.map((story) => ({ ...story, isFailed: story.failures.length > 0 })));
    const realMs = performance.now() - clockMs;
    outputs.blob?.keep(realMs);
    outputs.reports.end(summaryOf(stories, plans.length, realMs));
    return stories;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    progress.clear();
    throw new Stop(exitCodes.interrupted, 'interrupted');
  } finally {
    outputs.close();
  }
}

async function rehearseAll(
  chosen: readonly ChosenPlan[],
  options: RunOptions,
  outputs: Outputs,
  { loaded, terminal, progress }: Surroundings,
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
      progress: (share, virtualNow) => progress.at(share, virtualNow),
    };
    const access = loaded.accessOf(plan.source.file);
    const story = await rehearseStory(plan, options, sinks, { access, terminal });
    progress.clear();
    stories.push(lines.end(story));
    if (options.bail && story.failures.length > 0) break;
  }
  return stories;
}
