/** Coverage where it was asked for: of a run or one of its shards, or of all shards together. */
import type { Plan } from '../core/model/plan.ts';
import type { ScenarioResult } from '../report/scenario-result.ts';
import { coverageOf, coverageOfShards, keepingItems, StoryItems } from './coverage-measured.ts';
import { coverageOutputs } from './coverage-outputs.ts';
import type { LoadedPlans } from './load-plans.ts';
import type { MergeOptions } from './run-options.ts';
import type { Outputs } from './run-outputs.ts';
import type { Terminal } from './terminal.ts';

export interface RunCoverage {
  /** Writes it. False: less was exercised than `--coverage-min` asks for. */
  isEnough(stories: readonly ScenarioResult[], plans: readonly Plan[]): boolean;
  /** The outputs with a blob that has what `drysend merge` measures with. */
  keeping(outputs: Outputs, plans: readonly Plan[]): Outputs;
}

/** @throws Stop when the options cannot be followed: before anything runs. */
export function runCoverage(options: MergeOptions, terminal: Terminal, loaded: LoadedPlans): RunCoverage {
  const outputs = coverageOutputs(options, terminal);
  const items = new StoryItems(loaded);
  return {
    isEnough: (stories, plans) => outputs.end(coverageOf(stories, plans, items)),
    keeping: (all, plans) => keepingItems(all, plans, items),
  };
}

/** Of all shards. */
export function mergedCoverage(options: MergeOptions, terminal: Terminal) {
  return { end: coverageOutputs(options, terminal).end, of: coverageOfShards };
}
