/** Helps for people's own tests: promises as a matcher, and waiting without sleeping. */
import type { Run } from '../core/model/run.ts';
import { verdictText } from '../report/verdict/verdict-lines.ts';

export type { Recorded } from '../adapters/recorder/recorder.ts';
export type { Delivery } from '../adapters/webhooks/delivery.ts';
export type { PhoneText } from '../adapters/webhooks/webhooks.ts';
export { defineScenario, readScenario, rehearse, rehearseAll } from '../index.ts';
export { rehearsePlanOnWire } from '../rehearse.ts';
export type { GatewayOptions } from './gateways-from.ts';
export type { Inbox, Wanted } from './inbox.ts';
export type { MessageFields, MessageFilter } from './message-filter.ts';
export {
  type Gateways,
  type StartGatewaysOptions,
  type StartGatewaysWebhooks,
  startGateways,
} from './start-gateways.ts';

/** What a matcher of vitest or jest gives back. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** `expect.extend(rehearsalMatchers)`, then `expect(run).toKeepItsPromises()`. */
export const rehearsalMatchers = {
  toKeepItsPromises(run: Run): MatcherResult {
    const broken = run.verdicts.filter(({ kept }) => !kept);
    return {
      pass: broken.length === 0,
      message: () =>
        broken.length === 0
          ? `every promise was kept (seed ${run.seed})`
          : `${broken.length} broken (seed ${run.seed})\n${broken.map((verdict) => [verdict.title, ...verdictText(verdict, run.plan)].join('\n')).join('\n\n')}`,
    };
  },
};

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
