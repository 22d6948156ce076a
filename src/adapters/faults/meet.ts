/** Faults in real time: what awaits a request at a standalone gateway, and what is said under it. */
import type { Handover } from '../../core/model/answer.ts';
import type { Fault, Gateway } from '../../core/model/gateway.ts';
import type { FakeResponse, WireContext } from '../../core/model/wire.ts';
import { Faults } from './decide.ts';
import { FAIR, type Fate } from './fate.ts';
import type { RuleClock } from './rule.ts';
import { rawResponse, withRetryAfter } from './speak.ts';
import { messageKey, type Try } from './tries.ts';

/** Whether a gateway can do anything but answer at once; the others pay nothing for faults. */
export const isTroubled = ({ faults, latencyMs, ratePerMinute }: Gateway): boolean =>
  faults.length > 0 || latencyMs > 0 || ratePerMinute !== undefined;

/** The gateway's rules, its `rate_per_minute` the last of them. */
export function faultsOf({ faults, ratePerMinute }: Gateway, seed: number, clock: RuleClock): Faults {
  return new Faults(
    [...faults, ...(ratePerMinute === undefined ? [] : [rateRule(ratePerMinute)])],
    seed,
    clock,
  );
}

const rateRule = (perMinute: number): Fault => ({
  id: 'rate_per_minute',
  when: {},
  action: 'throttle',
  value: { rate: `${perMinute}/min`, burst: String(Math.max(1, Math.floor(perMinute))) },
});

/** What a request has met. */
export interface Met {
  readonly fate: Fate;
  /** From 1. */
  readonly attempt: number;
  /** undefined: no message was handed in. */
  readonly tried: Try | undefined;
}

/** No message is handed in: only latency is for it. */
export const UNMET: Met = { fate: FAIR, attempt: 1, tried: undefined };

export type MessageRead = Pick<Handover, 'to' | 'text' | 'from' | 'channel'>;

/** The try of a message that a client makes just now. */
export function triedNow(
  read: MessageRead,
  gateway: Gateway,
  faults: Faults,
  at: number,
): { readonly handover: Handover; readonly tried: Try } {
  const tried = faults.tries.next(messageKey(read));
  return { handover: { ...read, id: '', gateway, at, attempt: faults.tries.attemptOf(tried) }, tried };
}

/** Decides on a message that is known whole. */
export function meet(read: MessageRead, gateway: Gateway, faults: Faults, at: number): Met {
  const { handover, tried } = triedNow(read, gateway, faults, at);
  return { fate: faults.decide(handover, undefined, tried), tried, attempt: handover.attempt };
}

/** Whether the client knows that its message was taken: its next one is another. */
export const isHeard = (verdict: FakeResponse['verdict'], { connection }: Fate): boolean =>
  verdict === 'taken' &&
  (connection === undefined || connection.mode === 'drip' || connection.mode === 'truncate');

/**
 * The gateway's words under a fate, and what becomes of the message. Uncommitted behind a broken connection is
 * `failing`: it was not taken, whatever the answer said.
 */
export function saidUnder(
  { raw, throttled, reject, connection }: Fate,
  says: (context: Pick<WireContext, 'failing' | 'reject'>) => FakeResponse,
): FakeResponse {
  if (raw !== undefined && throttled === undefined) {
    const response = rawResponse(raw);
    return { ...says({}), verdict: response.status < 400 ? 'taken' : 'failing', response };
  }
  const said = says(throttled ? { failing: true } : reject ? { reject } : {});
  const isLost = said.verdict === 'taken' && connection?.committed === false;
  return {
    ...said,
    verdict: isLost ? 'failing' : said.verdict,
    response: said.verdict === 'failing' ? withRetryAfter(said.response, throttled) : said.response,
  };
}
