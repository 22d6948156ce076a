/** Evaluates a gateway's fault rules for a request, and applies their effects to its response. */
import type { Handover } from '../../core/model/answer.ts';
import type { Fault, Gateway } from '../../core/model/gateway.ts';
import type { FakeResponse, WireContext } from '../../core/model/wire.ts';
import { type MessageAttempt, messageKey } from './attempts.ts';
import { type FaultEffects, NO_FAULT } from './effects.ts';
import { GatewayFaults } from './gateway-faults.ts';
import { rawResponse, withRetryAfter } from './raw-response.ts';
import type { RuleClock } from './rule.ts';

/** Whether a gateway can do anything but answer at once; the others pay nothing for faults. */
export const needsEvaluation = ({ faults, latencyMs, ratePerMinute }: Gateway): boolean =>
  faults.length > 0 || latencyMs > 0 || ratePerMinute !== undefined;

/** The gateway's rules, its `rate_per_minute` the last of them. */
export function faultsOf(
  { faults, ratePerMinute }: Gateway,
  seed: number,
  clock: RuleClock,
  looksUp: boolean,
): GatewayFaults {
  const rate = ratePerMinute === undefined ? [] : [rateRule(ratePerMinute)];
  return new GatewayFaults([...faults, ...rate], seed, clock, looksUp);
}

const rateRule = (perMinute: number): Fault => ({
  id: 'rate_per_minute',
  when: {},
  action: 'throttle',
  value: { rate: `${perMinute}/min`, burst: String(Math.max(1, Math.floor(perMinute))) },
});

/** The result of evaluating the fault rules for a request. */
export interface FaultMatch {
  readonly effects: FaultEffects;
  /** From 1. */
  readonly attempt: number;
  /** undefined: the request submits no message. */
  readonly messageAttempt: MessageAttempt | undefined;
}

/** The request submits no message, so no rule applies and it is answered at once. */
export const NO_MATCH: FaultMatch = { effects: NO_FAULT, attempt: 1, messageAttempt: undefined };

export type MessageFields = Pick<Handover, 'to' | 'text' | 'from' | 'channel'>;

/** Counts an attempt to send a message, and describes the message as a hand-over for the rules. */
export function nextAttempt(
  read: MessageFields,
  gateway: Gateway,
  faults: GatewayFaults,
  at: number,
): { readonly handover: Handover; readonly messageAttempt: MessageAttempt } {
  const messageAttempt = faults.attempts.next(messageKey(read));
  return {
    handover: { ...read, id: '', gateway, at, attempt: faults.attempts.attemptOf(messageAttempt) },
    messageAttempt,
  };
}

/** Evaluates the rules for a message of which everything is known. */
export function evaluateFaults(
  read: MessageFields,
  gateway: Gateway,
  faults: GatewayFaults,
  at: number,
): FaultMatch {
  const { handover, messageAttempt } = nextAttempt(read, gateway, faults, at);
  return {
    effects: faults.effectsFor(handover, undefined, messageAttempt),
    messageAttempt,
    attempt: handover.attempt,
  };
}

/** Evaluates the rules for a number look-up: its message is not known yet and is not submitted. */
export function evaluateLookUp(
  read: MessageFields,
  gateway: Gateway,
  faults: GatewayFaults,
  at: number,
): FaultMatch {
  return { ...NO_MATCH, effects: faults.effectsForLookUp({ ...read, id: '', attempt: 1, gateway, at }) };
}

/** Whether the client learns that its message was taken: what it sends next is a new message. */
export const isAcknowledged = (verdict: FakeResponse['verdict'], { connection }: FaultEffects): boolean =>
  verdict === 'taken' &&
  (connection === undefined || connection.mode === 'drip' || connection.mode === 'truncate');

/** Whether the fake gives its own answer: a connection that breaks before that prevents it. */
export const isAnswered = ({ connection }: FaultEffects): boolean =>
  connection === undefined ||
  connection.committed ||
  connection.mode === 'truncate' ||
  connection.mode === 'drip';

/**
 * The gateway's response with the effects applied, and whether the message is taken (docs/hq/gateways.md#s4-3): a raw answer below 400
 * takes it, one from 400 on does not; behind a broken connection it is taken when the rule says `committed`.
 */
export function respondWithEffects(
  effects: FaultEffects,
  respond: (context: Pick<WireContext, 'failing' | 'reject'>) => FakeResponse,
): FakeResponse {
  const response = responseWithEffects(effects, respond);
  const isLost = response.verdict === 'taken' && effects.connection?.committed === false;
  return isLost ? { ...response, verdict: 'failing' } : response;
}

function responseWithEffects(
  { raw, throttled, reject }: FaultEffects,
  respond: (context: Pick<WireContext, 'failing' | 'reject'>) => FakeResponse,
): FakeResponse {
  if (raw !== undefined && throttled === undefined) {
    const response = rawResponse(raw);
    return { ...respond({}), verdict: response.status < 400 ? 'taken' : 'failing', response };
  }
  const response = respond(throttled ? { failing: true } : reject ? { reject } : {});
  return response.verdict === 'failing'
    ? { ...response, response: withRetryAfter(response.response, throttled) }
    : response;
}
