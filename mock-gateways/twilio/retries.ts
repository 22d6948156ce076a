import type { CallOutcome, RetryPolicy } from '../../src/core/model/web-call.ts';

const RETRIES_MAX = 5;

/**
 * Twilio calls again once when it cannot connect. Its connection overrides stand behind the address:
 * `#rc=3&rp=5xx,rt` asks for three repetitions after a 5xx or when no answer came.
 */
export function overriddenRetries(url: string): RetryPolicy {
  const overrides = new URLSearchParams(/#(.*)$/.exec(url)?.[1] ?? '');
  const count = Number(overrides.get('rc') ?? 1);
  const policies = (overrides.get('rp') ?? 'ct').split(',');
  const times = Number.isInteger(count) && count >= 0 ? Math.min(count, RETRIES_MAX) : 1;
  return {
    waitsMs: Array.from({ length: times }, () => 0),
    isTaken: (status) => status >= 200 && status < 300,
    isRepeated: (outcome) => policies.includes('all') || policies.includes(policyFor(outcome)),
  };
}

function policyFor(outcome: CallOutcome): string {
  if (outcome === 'no connection') return 'ct';
  if (outcome === 'no answer') return 'rt';
  return `${Math.floor(outcome / 100)}xx`;
}
