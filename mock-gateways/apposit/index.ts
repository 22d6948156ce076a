/** Apposit: JSON in, a statusCode out; HQ does not look at the HTTP status. Ethiopia only. */

import { basicAuth } from '../basic-auth.ts';
import type { Reply } from '../define-gateway.ts';
import { defineBody, setting } from '../define-table.ts';
import { busy, failureText, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { jsonIn, textAt } from '../json-fields.ts';
import { optionOf } from '../per-gateway.ts';
import { json } from '../reply.ts';
import { calls } from './webhooks.ts';

export const apposit = defineBody({
  kind: 'apposit',
  hqApiId: 'APPOSIT',
  webhooks: calls,
  optIn: ['START'],
  optOut: ['STOP'],
  host: (gateway) => setting(gateway, 'host', 'apposit.example'),
  path: '/mmp/api/v2/json/sms/send',
  allowedNumber: /^251/,
  headers: (gateway) => ({
    authorization: basicAuth(setting(gateway, 'application_id'), setting(gateway, 'application_token')),
    'content-type': 'application/json',
  }),

  buildBody({ gateway, from, to, text }) {
    return JSON.stringify({ from: optionOf(gateway, ['from_number'], from ?? ''), to, message: text });
  },

  parseBody(body) {
    const value = jsonIn(body);
    return { to: textAt(value, 'to'), text: textAt(value, 'message'), from: textAt(value, 'from') };
  },

  acceptedResponse: (_, context) =>
    json(200, { statusCode: '0', statusMessage: 'OK', messageId: `ap-${idFor(context, 2)}` }),

  rejections: {
    invalid_destination: error('402', 'Invalid destination'),
    unauthorized: error('401', 'Unauthorized'),
    not_found: error('404', 'Not found'),
  },
  defaultRejection: error('400', 'Refused'),
  temporaryFailure: error('503', 'Try again later'),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    const value = jsonIn(outcome.body);
    if (textAt(value, 'statusCode') === '0') return taken(textAt(value, 'messageId'));
    return busy(textAt(value, 'statusMessage') || 'The response could not be read');
  },
});

function error(statusCode: string, statusMessage: string): Reply {
  return json(200, { statusCode, statusMessage });
}
