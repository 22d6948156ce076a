import type { Plan } from './core/model/plan.ts';
import type { Run } from './core/model/run.ts';
import { loadFile, scenarioText } from './load-file.ts';
import { type RehearseOptions, rehearsePlan } from './rehearse.ts';
import { checkOptions, rehearseOptions, scenarioOptions } from './scenario/check-options.ts';
import { ScenarioError } from './scenario/scenario-error.ts';
import { textOfValue } from './scenario/value-text.ts';

export type {
  Because,
  GatewayEvidence,
  LanguageEvidence,
  NumberEvidence,
  ZoneEvidence,
} from './core/model/because.ts';
export type { Entry, EntryKind, EntryOf } from './core/model/entry.ts';
export type { Plan } from './core/model/plan.ts';
export type { JournalView, Run, Totals } from './core/model/run.ts';
export type { Explanation, Verdict } from './core/model/verdict.ts';
export type { RehearseOptions } from './rehearse.ts';
export { rehearsePlan } from './rehearse.ts';
export { verdictText } from './report/verdict/verdict-lines.ts';
export { ScenarioError } from './scenario/scenario-error.ts';

/** A scenario that has been read and found sound. A file may hold several, and so several plans. */
export interface Scenario {
  readonly plans: readonly Plan[];
}

export interface ScenarioOptions {
  /** Overrides the file's own seed. */
  readonly seed?: number;
  /** Folders whose files the scenario may read besides those below its own folder (docs/security.md). */
  readonly allowRead?: readonly string[];
  /** Folders that it may also write to. The library writes nothing, so here it is the same as `allowRead`. */
  readonly allowWrite?: readonly string[];
}

/**
 * Reads a scenario from a value in the scenario language (docs/scenarios.md), or from its YAML text.
 * @throws ScenarioError with every problem at once, when it is not sound.
 */
export function defineScenario(value: object | string, options: ScenarioOptions = {}): Scenario {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) {
    throw new TypeError('defineScenario wants an object in the scenario language, or its YAML text');
  }
  checkOptions('defineScenario', options, scenarioOptions);
  const text = typeof value === 'string' ? value : textOfValue(value);
  return { plans: loadFile('scenario', text, options) };
}

/**
 * Reads a scenario file.
 * @throws ScenarioError when the file cannot be read, or does not parse.
 */
export function readScenario(path: string, options: ScenarioOptions = {}): Scenario {
  if (typeof path !== 'string') throw new TypeError('readScenario wants the path of a scenario file');
  checkOptions('readScenario', options, scenarioOptions);
  return { plans: loadFile(path, scenarioText(path), options) };
}

/**
 * Rehearses a scenario (or the scenario file at a path) on the virtual clock. A broken promise is a
 * verdict of the run and never an error: look at `run.ok` and `run.verdicts`.
 * @throws ScenarioError when the file does not parse, or holds more than one scenario: use rehearseAll.
 */
export function rehearse(scenario: Scenario | string, options: RehearseOptions & ScenarioOptions = {}): Run {
  const plans = plansFor('rehearse', scenario, options);
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
  const plans = plansFor('rehearseAll', scenario, options);
  return plans.map((plan) => rehearsePlan(plan, options));
}

function plansFor(
  caller: string,
  scenario: Scenario | string,
  options: RehearseOptions & ScenarioOptions,
): readonly Plan[] {
  checkOptions(caller, options, rehearseOptions);
  const { seed, allowRead, allowWrite } = options;
  if (typeof scenario === 'string') {
    const parts = { ...(seed !== undefined && { seed }), ...(allowRead && { allowRead }) };
    return readScenario(scenario, { ...parts, ...(allowWrite && { allowWrite }) }).plans;
  }
  if (!isScenario(scenario)) throw new TypeError(`${caller} wants a path or what defineScenario gives`);
  if (allowRead || allowWrite)
    throw new TypeError(`${caller}: this scenario is read already: give allowRead to what reads it`);
  return seed === undefined ? scenario.plans : scenario.plans.map((plan) => ({ ...plan, seed }));
}

function isScenario(value: unknown): value is Scenario {
  if (typeof value !== 'object' || value === null || !('plans' in value)) return false;
  return Array.isArray(value.plans) && value.plans.every((plan) => isPlan(plan));
}

function isPlan(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'timeline' in value && 'startsAt' in value;
}
