/** Helps for people's own tests: promises as a matcher, and waiting without sleeping. */
import type { Limits } from '../adapters/interruptible.ts';
import { libraryBudget, namedLimit, within } from '../adapters/library-limits.ts';
import type { Plan } from '../core/model/plan.ts';
import { type RehearseOptions, rehearsePlanOnWire as rehearsedOnWire } from '../rehearse.ts';
import { type Run, withQuestions } from '../report/run-questions.ts';

export type { Recorded } from '../adapters/recorder/recorder.ts';
export type { Delivery } from '../adapters/webhooks/delivery.ts';
export type { PhoneText } from '../adapters/webhooks/webhooks.ts';
export { defineScenario, readScenario, rehearse, rehearseAll } from '../index.ts';
export type { Run } from '../report/run-questions.ts';
export type { GatewayOptions } from './gateways-from.ts';
export type { Inbox, Wanted } from './inbox.ts';
export type { MatcherResult } from './matcher-result.ts';
export { type RehearsalMatchers, rehearsalMatchers } from './matchers.ts';
export type { MessageFields, MessageFilter } from './message-filter.ts';
export {
  assertKeepsItsPromises,
  BrokenPromises,
  type ScenarioTest,
  scenarioTests,
} from './scenario-tests.ts';
export {
  type Gateways,
  type StartGatewaysOptions,
  type StartGatewaysWebhooks,
  startGateways,
} from './start-gateways.ts';
export { transcriptOf, transcriptSerializer } from './transcripts.ts';

/**
 * `rehearsePlan`, each hand-over through real HTTP and SMTP sockets of this machine; the clock stays virtual.
 * @throws ScenarioError and LimitReached as rehearsePlan; the system's error when no socket can be opened.
 */
export async function rehearsePlanOnWire(plan: Plan, options: RehearseOptions & Limits = {}): Promise<Run> {
  try {
    return withQuestions(await rehearsedOnWire(plan, within(libraryBudget(options), options)));
  } catch (error) {
    throw namedLimit(plan.title, error);
  }
}

export interface WaitOptions {
  /** Real milliseconds; default 5,000. */
  readonly timeoutMs?: number;
  readonly everyMs?: number;
}

/**
 * Waits until the look gives something other than undefined or false.
 * @throws Error when the time is over.
 */
export async function waitFor<T>(
  look: () => T | Promise<T>,
  { timeoutMs = 5000, everyMs = 10 }: WaitOptions = {},
): Promise<Exclude<T, undefined | false>> {
  const startedAt = performance.now();
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen as Exclude<T, undefined | false>;
    if (performance.now() - startedAt > timeoutMs) throw new Error(`nothing came within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
