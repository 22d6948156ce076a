/** What a client hears of a fake when a fault stands between them. */
import type { WireFailure, WireResponse } from '../../core/model/wire.ts';
import type { BrokenConnection, ConnectionMode, Fate, RawAnswer } from './fate.ts';

/** HQ's clients give up after that long. */
export const CLIENT_TIMEOUT_MS = 30_000;

/** The answer as the fault has it: a raw one, or the fake's own with a Retry-After. */
export function withRetryAfter(response: WireResponse, throttled: Fate['throttled']): WireResponse {
  const seconds = throttled?.retryAfterSeconds;
  if (seconds === undefined || response.headers.stage !== undefined) return response;
  return { ...response, headers: { ...response.headers, 'retry-after': String(seconds) } };
}

export function rawResponse({ status, body, retryAfterSeconds, smtpStage }: RawAnswer): WireResponse {
  if (smtpStage !== undefined) return { status, headers: { stage: smtpStage }, body };
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8' };
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  return { status, headers, body };
}

/** What arrives of an answer over a connection that breaks. */
export function arrived(response: WireResponse, connection: BrokenConnection): WireResponse | WireFailure {
  const failure = FAILURES[connection.mode];
  if (failure !== undefined) return { failure };
  return connection.mode === 'truncate' ? { ...response, body: cut(response.body, connection) } : response;
}

/** How much longer a client waits over that connection. */
export function connectionDelayMs(
  response: WireResponse,
  { mode, bytes, everyMs }: BrokenConnection,
): number {
  if (mode === 'hang') return CLIENT_TIMEOUT_MS;
  if (mode !== 'drip') return 0;
  return everyMs * Math.max(Math.ceil(Buffer.byteLength(response.body) / Math.max(bytes ?? 1, 1)) - 1, 0);
}

/** The bytes before the cut, half of them when the rule does not say; never half a character. */
export function cut(body: string, { bytes }: Pick<BrokenConnection, 'bytes'>): string {
  const whole = Buffer.from(body);
  return new TextDecoder().decode(whole.subarray(0, bytes ?? whole.length >> 1), { stream: true });
}

/** Modes after which a client has no answer. */
const FAILURES: Readonly<Record<ConnectionMode, WireFailure['failure'] | undefined>> = {
  refuse: 'refused',
  reset: 'reset',
  close: 'reset',
  hang: 'timeout',
  truncate: undefined,
  short_body: 'reset',
  garbage: 'garbage',
  bad_chunk: 'garbage',
  drip: undefined,
};
