/** SMSGH: a query in. The only kind whose "opted out" HQ understands. */
import { defineForm, setting } from '../define-table.ts';
import { busy, failureText, httpErrorText, refused, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { jsonIn, textAt } from '../json-fields.ts';
import { optionOf } from '../per-gateway.ts';
import { json, text } from '../reply.ts';
import { calls } from './webhooks.ts';

export const smsgh = defineForm({
  kind: 'smsgh',
  hqApiId: 'SMSGH',
  webhooks: calls,
  method: 'GET',
  host: 'api.smsgh.com',
  path: '/v3/messages/send',
  account: (gateway) => [
    ['ClientId', setting(gateway, 'client_id')],
    ['ClientSecret', setting(gateway, 'client_secret')],
  ],

  message: ({ gateway, from, to, text: words }) => [
    ['From', optionOf(gateway, ['from_number'], from ?? '')],
    ['To', to],
    ['Content', words],
  ],
  names: { to: 'To', text: 'Content', from: 'From' },

  acceptedResponse: (_, context) =>
    json(201, { Status: 0, MessageId: `gh-${idFor(context, 2)}`, Rate: 1, NetworkId: '62001' }),
  rejections: {
    invalid_destination: json(502, { Status: 4 }),
    opted_out: json(403, { Status: 7 }),
    unauthorized: text(401, ''),
    insufficient_funds: text(402, ''),
  },
  defaultRejection: text(404, ''),
  temporaryFailure: text(500, ''),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    const value = jsonIn(outcome.body);
    if (outcome.status < 400) return taken(textAt(value, 'MessageId'));
    switch (`${outcome.status} ${textAt(value, 'Status')}`) {
      case '502 4':
        return refused('INVALID_DESTINATION_NUMBER');
      case '403 7':
        return refused('PHONE_NUMBER_OPTED_OUT');
      default:
        return busy(httpErrorText(outcome.status));
    }
  },
});
