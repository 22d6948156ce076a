/** A fake gateway's response with the effects of fault rules applied. */
import type { FakeResponse, WireContext, WireResponse } from '../../core/model/wire.ts';
import type { FaultEffects, RawAnswer } from './effects.ts';

/**
 * The response, and whether the message is taken (docs/hq/gateways.md#s4-3): a raw answer below 400 takes it, one from
 * 400 on does not; behind a broken connection it is taken when the rule says `committed`.
 */
export function respondWithEffects(
  effects: FaultEffects,
  respond: (context: Pick<WireContext, 'failing' | 'reject'>) => FakeResponse,
): FakeResponse {
  const given = responseUnder(effects, respond);
  const isLost = given.verdict === 'taken' && effects.connection?.committed === false;
  return isLost ? { ...given, verdict: 'failing' } : given;
}

function responseUnder(
  { raw, throttled, reject }: FaultEffects,
  respond: (context: Pick<WireContext, 'failing' | 'reject'>) => FakeResponse,
): FakeResponse {
  if (raw !== undefined && throttled === undefined) {
    const response = rawResponse(raw);
    return { ...respond({}), verdict: response.status < 400 ? 'taken' : 'failing', response };
  }
  const given = respond(throttled ? { failing: true } : reject ? { reject } : {});
  return given.verdict === 'failing'
    ? { ...given, response: withRetryAfter(given.response, throttled) }
    : given;
}

function rawResponse({ status, body, retryAfterSeconds, smtpStage }: RawAnswer): WireResponse {
  if (smtpStage !== undefined) return { status, headers: { stage: smtpStage }, body };
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8' };
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  return { status, headers, body };
}

function withRetryAfter(response: WireResponse, throttled: FaultEffects['throttled']): WireResponse {
  const seconds = throttled?.retryAfterSeconds;
  if (seconds === undefined || response.headers.stage !== undefined) return response;
  return { ...response, headers: { ...response.headers, 'retry-after': String(seconds) } };
}

/** Whether the fake gives its own answer: a connection that breaks before prevents it. */
export const isAnswered = ({ connection }: FaultEffects): boolean =>
  connection === undefined ||
  connection.committed ||
  connection.mode === 'truncate' ||
  connection.mode === 'drip';

/** Whether the client learns that its message was taken: what it sends next is a new message. */
export const isAcknowledged = (verdict: FakeResponse['verdict'], { connection }: FaultEffects): boolean =>
  verdict === 'taken' &&
  (connection === undefined || connection.mode === 'drip' || connection.mode === 'truncate');
