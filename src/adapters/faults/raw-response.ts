/** What a fake says when a fault puts the words into its mouth. */
import type { WireResponse } from '../../core/model/wire.ts';
import type { BrokenConnection, FaultEffects, RawAnswer } from './effects.ts';

/** The answer as the fault has it: a raw one, or the fake's own with a Retry-After. */
export function withRetryAfter(response: WireResponse, throttled: FaultEffects['throttled']): WireResponse {
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

/** The bytes before the cut, half of them when the rule does not say; never half a character. */
export function truncated(body: string, { bytes }: Pick<BrokenConnection, 'bytes'>): string {
  const whole = Buffer.from(body);
  return new TextDecoder().decode(whole.subarray(0, bytes ?? whole.length >> 1), { stream: true });
}
