/** SMSGH: a query in. The only kind whose "opted out" HQ understands. */
import { defineForm, setting } from '../define-table.ts';
import { jsonIn, textAt, valueAt } from '../encodings.ts';
import { busy, failureText, httpErrorText, refused, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { json, text } from '../reply.ts';
import { calls } from './webhooks.ts';

export const smsgh = defineForm({
  kind: 'smsgh',
  hqApiId: 'SMSGH',
  options: ['client_id', secret('client_secret'), 'from_number'],
  hqText: { of: '2019-08-23; the address of 2018-08-08' },
  webhooks: calls,
  method: 'GET',
  host: 'api.hubtel.com',
  path: '/v1/messages/send',
  messageFirst: true,
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
    const status = valueAt(value, 'Status');
    if (outcome.status === 502 && status === 4) return refused('INVALID_DESTINATION_NUMBER');
    if (outcome.status === 403 && status === 7) return refused('PHONE_NUMBER_OPTED_OUT');
    return busy(httpErrorText(outcome.status));
  },
});
