import type { Budget, Limits } from './adapters/interruptible.ts';
import { libraryBudget, namedLimit, within } from './adapters/library-limits.ts';
import type { Plan } from './core/model/plan.ts';
import { loadFile, scenarioText } from './load-file.ts';
import { type RehearseOptions, rehearsePlan as rehearsed } from './rehearse.ts';
import { type Run, withQuestions } from './report/run-questions.ts';
import { checkOptions, rehearseOptions, scenarioOptions } from './scenario/check-options.ts';
import type { ScenarioDefinition } from './scenario/generated/scenario-definition.ts';
import { ScenarioError } from './scenario/scenario-error.ts';
import { textOfValue } from './scenario/value-text.ts';

export { LimitReached, type Limits } from './adapters/interruptible.ts';
export type {
  Because,
  GatewayEvidence,
  LanguageEvidence,
  NumberEvidence,
  ZoneEvidence,
} from './core/model/because.ts';
export type { Entry, EntryKind, EntryOf } from './core/model/entry.ts';
export type { Plan } from './core/model/plan.ts';
export type { JournalView, Totals } from './core/model/run.ts';
export type { Explanation, Verdict } from './core/model/verdict.ts';
export type { RehearseOptions } from './rehearse.ts';
export type {
  EntryFilter,
  Run,
  Step,
  Trail,
  TrailSection,
  WhyOptions,
  WhyTrail,
} from './report/run-questions.ts';
export { verdictText } from './report/verdict/verdict-lines.ts';
export type {
  AlertDefinition,
  BroadcastDefinition,
  CaseDefinition,
  EachFieldsDefinition,
  EmailFieldsDefinition,
  ErrorFieldsDefinition,
  ExpectationDefinition,
  FieldsDefinition,
  GatewayDefinition,
  ProjectDefinition,
  ScenarioDefinition,
  SmsFieldsDefinition,
  SurveyDefinition,
  TimelineEntryDefinition,
} from './scenario/generated/scenario-definition.ts';
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
 * Reads a scenario from an object in the scenario language (docs/scenarios.md), or from its YAML text.
 * @throws ScenarioError with every problem at once, when it is not sound.
 */
export function defineScenario(value: ScenarioDefinition | string, options: ScenarioOptions = {}): Scenario {
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

/** What can be rehearsed: a scenario that was read, one as an object, or the path of a scenario file. */
export type Rehearsable = Scenario | ScenarioDefinition | string;

/**
 * Rehearses a scenario on the virtual clock. A broken promise is a verdict of the run and never an error: look at
 * `run.ok` and `run.verdicts`.
 * @throws ScenarioError when the file does not parse, or holds more than one scenario: use rehearseAll; LimitReached
 * when it takes more messages, time or memory than the options allow.
 */
export function rehearse(
  scenario: Rehearsable,
  options: RehearseOptions & ScenarioOptions & Limits = {},
): Run {
  const plans = plansFor('rehearse', scenario, options);
  const [plan] = plans;
  if (!plan || plans.length > 1)
    throw new ScenarioError(`one scenario is wanted, and there are ${plans.length}`);
  return rehearsePlan(plan, options);
}

/**
 * Rehearses every scenario of a file, in order. The limits hold for all of them together.
 * @throws ScenarioError and LimitReached as rehearse.
 */
export function rehearseAll(
  scenario: Rehearsable,
  options: RehearseOptions & ScenarioOptions & Limits = {},
): Run[] {
  const plans = plansFor('rehearseAll', scenario, options);
  const budget = libraryBudget(options);
  return plans.map((plan) => rehearsedWithin(budget, plan, options));
}

/**
 * Rehearses one plan of a scenario.
 * @throws ScenarioError with one problem, when the scenario has a fault that only running it could show; LimitReached
 * as rehearse.
 */
export function rehearsePlan(plan: Plan, options: RehearseOptions & Limits = {}): Run {
  return rehearsedWithin(libraryBudget(options), plan, options);
}

function rehearsedWithin(budget: Budget, plan: Plan, options: RehearseOptions): Run {
  try {
    return withQuestions(rehearsed(plan, within(budget, options)));
  } catch (error) {
    throw namedLimit(plan.title, error);
  }
}

function plansFor(
  caller: string,
  scenario: Rehearsable,
  options: RehearseOptions & ScenarioOptions & Limits,
): readonly Plan[] {
  checkOptions(caller, options, rehearseOptions);
  const { seed, allowRead, allowWrite } = options;
  const parts = { ...(seed !== undefined && { seed }), ...(allowRead && { allowRead }) };
  if (typeof scenario === 'string')
    return readScenario(scenario, { ...parts, ...(allowWrite && { allowWrite }) }).plans;
  if (isDefinition(scenario))
    return defineScenario(scenario, { ...parts, ...(allowWrite && { allowWrite }) }).plans;
  if (!isScenario(scenario))
    throw new TypeError(`${caller} wants a path, an object with a scenario, or what defineScenario gives`);
  if (allowRead || allowWrite)
    throw new TypeError(`${caller}: this scenario is read already: give allowRead to what reads it`);
  return seed === undefined ? scenario.plans : scenario.plans.map((plan) => ({ ...plan, seed }));
}

function isDefinition(value: unknown): value is ScenarioDefinition {
  return typeof value === 'object' && value !== null && 'scenario' in value;
}

function isScenario(value: unknown): value is Scenario {
  if (typeof value !== 'object' || value === null || !('plans' in value)) return false;
  return Array.isArray(value.plans) && value.plans.every((plan) => isPlan(plan));
}

function isPlan(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'timeline' in value && 'startsAt' in value;
}
