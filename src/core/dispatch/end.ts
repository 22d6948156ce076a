import { type Code, codes } from '../model/codes.ts';
import { type Instant, MS_PER_MINUTE } from '../model/instant.ts';
import { errorEntry, type Message } from '../state/message.ts';
import type { SimulationState } from '../state/simulation-state.ts';

const SMS_ATTEMPTS_MAX = 3;
const SMS_RETRY_MS = 5 * MS_PER_MINUTE;
/** The first try and ten retries. */
const EMAIL_ATTEMPTS_MAX = 11;
const EMAIL_RETRY_MS = 15 * MS_PER_MINUTE;

/** The message ends here without being sent. */
export function fail(state: SimulationState, message: Message, code: Code, detail?: string): undefined {
  state.outbox.end(message);
  const { level } = codes[code];
  state.world.note(errorEntry(message, { code, detail, level, attempts: message.attempts }));
}

/** One try more is used up: again later, or the end. */
export function failedAttempt(state: SimulationState, message: Message, answer: string): undefined {
  message.attempts += 1;
  const isEmail = message.channel === 'email';
  if (message.attempts >= (isEmail ? EMAIL_ATTEMPTS_MAX : SMS_ATTEMPTS_MAX)) {
    return isEmail
      ? fail(state, message, 'EMAIL_GATEWAY_ERROR', `${answer}. Sending aborted.`)
      : fail(state, message, 'TOO_MANY_UNSUCCESSFUL_ATTEMPTS', answer);
  }
  const retryAt: Instant = message.processAt + (isEmail ? EMAIL_RETRY_MS : SMS_RETRY_MS);
  state.world.note({
    kind: 'attempt',
    id: message.id,
    via: message.gateway?.name,
    attempt: message.attempts,
    answer,
    retry_at: retryAt,
  });
  message.processAt = retryAt;
  state.outbox.putBack(message);
}
