/** Starfish: a query with number and text, and nothing else; one line of text out. */

import type { WireContext, WireResponse } from '../../src/core/model/wire.ts';
import type { ParsedRequest, Reply } from '../define-gateway.ts';
import { defineForm } from '../define-table.ts';
import { withoutPlus } from '../encodings.ts';
import { busy, failureText, httpErrorText, refused, takenWithoutId } from '../hq.ts';
import { text } from '../reply.ts';
import { plainTime } from '../webhooks.ts';
import { calls } from './webhooks.ts';

export const starfish = defineForm({
  kind: 'starfish',
  hqApiId: 'STARFISH',
  hqText: { of: '2018-10-29 and 2019-08-23' },
  webhooks: calls,
  method: 'GET',
  host: '154.72.79.86',
  path: '/services/jsi/broadcast',
  account: () => [],
  message: ({ to, text: words }) => [
    ['msisdn', to],
    ['message', words],
  ],
  names: { to: 'msisdn', text: 'message' },

  acceptedResponse: (parsed, context) => line(`success=${withoutPlus(parsed.to)}`, context),
  rejections: {
    invalid_destination: replyWithNumber((number) => `invalid=${number}`),
    missing_number: replyWithNumber((number) => `invalid=${number}`),
    blocked: replyWithNumber((number) => `error, ${number} is not whitelisted`),
  },
  defaultRejection: replyWithNumber(() => 'error, refused'),
  temporaryFailure: text(500, ''),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    const { status, body } = outcome;
    if (status !== 200) return busy(httpErrorText(status));
    if (body.startsWith('success=')) return takenWithoutId;
    return INVALID.test(body) ? refused('INVALID_DESTINATION_NUMBER') : busy(body);
  },
});

/** HQ's own test of the words: digits without a plus, and a blank behind. */
const INVALID = /^(?:invalid=|error, +\p{Nd}+ is not whitelisted )/u;

function replyWithNumber(words: (number: string) => string): Reply {
  return ({ to }: ParsedRequest, context) => line(words(withoutPlus(to)), context);
}

/** Each answer ends with its time, `yy-mm-dd hh:mm:ss`. */
function line(words: string, { at }: WireContext): WireResponse {
  return text(200, `${words} ${plainTime(at).slice(2)}`);
}
