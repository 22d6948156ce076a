/** Tropo, retired: a query in; HQ looks at nothing but the HTTP status. */
import { urllibClient } from '../clients.ts';
import { defineForm, setting } from '../define-table.ts';
import { heardByHttp } from '../hq.ts';
import { secret } from '../options.ts';
import { text } from '../reply.ts';
import { calls } from './webhooks.ts';

export const tropo = defineForm({
  kind: 'tropo',
  client: urllibClient,
  hqApiId: 'TROPO',
  options: [secret('messaging_token')],
  hqText: { of: '2019-08-23; the company’s service is gone' },
  webhooks: calls,
  optIn: ['START'],
  optOut: ['STOP'],
  method: 'GET',
  host: 'api.tropo.com',
  path: '/1.0/sessions',
  account: (gateway) => [
    ['action', 'create'],
    ['token', setting(gateway, 'messaging_token')],
  ],

  message: ({ to, text: words }) => [
    ['numberToDial', to],
    ['msg', words],
    ['_send_sms', 'true'],
  ],
  names: { to: 'numberToDial', text: 'msg' },

  acceptedResponse: () => text(200, '<session><success>true</success></session>'),
  rejections: { unauthorized: text(401, 'unknown token') },
  defaultRejection: text(400, 'refused'),
  temporaryFailure: text(503, 'try again later'),

  interpretResponse: heardByHttp,
});
