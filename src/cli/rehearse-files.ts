/** `drysend run`: files → plans → stories → reports → exit code. */
import { keepFailedStories, readFailedStories } from '../adapters/files/failed-stories.ts';
import type { ScenarioResult } from '../report/scenario-result.ts';
import { summaryOf } from '../report/summary.ts';
import { blobHeader } from './blob-file.ts';
import { choosePlans } from './choose-plans.ts';
import { type ChosenPlan, inShard } from './chosen-plan.ts';
import { type ExitCode, exitCodeFor, exitCodes } from './exit-codes.ts';
import { Interrupted } from './interruptible.ts';
import { listStories } from './list-stories.ts';
import { type LoadedPlans, loadPlans } from './load-plans.ts';
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
  const all = choosePlans(loaded.plans, { ...options, among });
  const { shard = { index: 1, count: 1 } } = options;
  const chosen = inShard(all, shard);
  const plans = chosen.map(({ plan }) => plan);
  if (options.list) {
    listStories(plans, loaded.passedOver, options, terminal);
    return exitCodes.kept;
  }
  checkOutputs(options, plans, loaded.inputs);
  if (options.update) checkUpdates(plans, loaded.accessOf, terminal);
  const header = blobHeader(all, { shard, version, startedAt: startedAtEpoch });
  const outputs = openOutputs(options, terminal, header);
  const progress = progressOn(terminal);
  try {
    outputs.reports.begin({ version, titles: plans.map(({ title }) => title), startedAt: startedAtEpoch });
    const stories = await rehearseAll(chosen, options, outputs, { loaded, terminal, progress });
    keepFailedStories(stories.map((story) => ({ ...story, isFailed: story.failures.length > 0 })));
    const realMs = performance.now() - startedAt;
    outputs.blob?.keep(realMs);
    outputs.reports.end(summaryOf(stories, plans.length, realMs));
    return exitCodeFor(stories);
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
