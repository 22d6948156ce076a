/** Push: Starfish's call; HQ does not look at the HTTP status, so that a refusal counts as sent. */
import { busy, failureText, taken } from '../hq.ts';
import { defineSendSms, identifierIn } from '../starfish/index.ts';

export const push = defineSendSms('push', 'PUSH', (outcome) =>
  outcome.failure === undefined ? taken(identifierIn(outcome.body)) : busy(failureText(outcome)),
);
