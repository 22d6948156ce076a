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
export function faultsOf(
  { faults, ratePerMinute }: Gateway,
  seed: number,
  clock: RuleClock,
  looksUp: boolean,
): Faults {
  const rate = ratePerMinute === undefined ? [] : [rateRule(ratePerMinute)];
  return new Faults([...faults, ...rate], seed, clock, looksUp);
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

/** No message is handed in: it is answered at once. */
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

/** Decides on a look-up of a number: its message is not known yet, and is not handed in. */
export function meetLookUp(read: MessageRead, gateway: Gateway, faults: Faults, at: number): Met {
  return { ...UNMET, fate: faults.decideLookUp({ ...read, id: '', attempt: 1, gateway, at }) };
}

/** Whether the client knows that its message was taken: its next one is another. */
export const isHeard = (verdict: FakeResponse['verdict'], { connection }: Fate): boolean =>
  verdict === 'taken' &&
  (connection === undefined || connection.mode === 'drip' || connection.mode === 'truncate');

/** Whether the gateway's own answer counts: a connection that broke before leaves it unspoken. */
export const isSpoken = ({ connection }: Fate): boolean =>
  connection === undefined ||
  connection.committed ||
  connection.mode === 'truncate' ||
  connection.mode === 'drip';

/**
 * The gateway's words under a fate, and what becomes of the message (docs/hq/gateways.md#s4-3): a raw answer below 400
 * takes it, one from 400 on does not; behind a broken connection it is taken when the rule says `committed`.
 */
export function saidUnder(
  fate: Fate,
  says: (context: Pick<WireContext, 'failing' | 'reject'>) => FakeResponse,
): FakeResponse {
  const said = spokenUnder(fate, says);
  const isLost = said.verdict === 'taken' && fate.connection?.committed === false;
  return isLost ? { ...said, verdict: 'failing' } : said;
}

function spokenUnder(
  { raw, throttled, reject }: Fate,
  says: (context: Pick<WireContext, 'failing' | 'reject'>) => FakeResponse,
): FakeResponse {
  if (raw !== undefined && throttled === undefined) {
    const response = rawResponse(raw);
    return { ...says({}), verdict: response.status < 400 ? 'taken' : 'failing', response };
  }
  const said = says(throttled ? { failing: true } : reject ? { reject } : {});
  return said.verdict === 'failing' ? { ...said, response: withRetryAfter(said.response, throttled) } : said;
}
