import { readFileSync } from 'node:fs';
import type { Plan } from './core/model/plan.ts';
import type { Run } from './core/model/run.ts';
import { loadFile } from './load-file.ts';
import { type RehearseOptions, rehearsePlan } from './rehearse.ts';
import { ScenarioError } from './scenario/scenario-error.ts';

export type { Entry, EntryKind } from './core/model/entry.ts';
export type { Plan } from './core/model/plan.ts';
export type { JournalView, Run, Totals, Verdict } from './core/model/run.ts';
export type { RehearseOptions } from './rehearse.ts';
export { rehearsePlan } from './rehearse.ts';
export { ScenarioError } from './scenario/scenario-error.ts';

/** A scenario that has been read and found sound. A file may hold several, and so several plans. */
export interface Scenario {
  readonly plans: readonly Plan[];
}

export interface ScenarioOptions {
  /** Overrides the file's own seed. */
  readonly seed?: number;
}

/**
 * Reads a scenario from a value in the scenario language (docs/scenarios.md), or from its YAML text.
 * @throws ScenarioError with every problem at once, when it is not sound.
 */
export function defineScenario(value: object | string, options: ScenarioOptions = {}): Scenario {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return { plans: loadFile('scenario', text, options) };
}

/**
 * Reads a scenario file.
 * @throws ScenarioError when the file does not parse; the system's error when it cannot be read.
 */
export function readScenario(path: string, options: ScenarioOptions = {}): Scenario {
  return { plans: loadFile(path, readFileSync(path, 'utf8'), options) };
}

/**
 * Rehearses a scenario (or the scenario file at a path) on the virtual clock. A broken promise is a
 * verdict of the run and never an error: look at `run.ok` and `run.verdicts`.
 * @throws ScenarioError when the file does not parse, or holds more than one scenario: use rehearseAll.
 */
export function rehearse(scenario: Scenario | string, options: RehearseOptions & ScenarioOptions = {}): Run {
  const { plans } = typeof scenario === 'string' ? readScenario(scenario, options) : scenario;
  const [plan] = plans;
  if (!plan || plans.length > 1)
    throw new ScenarioError(`one scenario is wanted, and there are ${plans.length}`);
  return rehearsePlan(plan, options);
}

/** Rehearses every scenario of a file, in order. */
export function rehearseAll(
  scenario: Scenario | string,
  options: RehearseOptions & ScenarioOptions = {},
): Run[] {
  const { plans } = typeof scenario === 'string' ? readScenario(scenario, options) : scenario;
  return plans.map((plan) => rehearsePlan(plan, options));
}
