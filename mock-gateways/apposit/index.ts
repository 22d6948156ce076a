/** Apposit: JSON in, a statusCode out; HQ does not look at the HTTP status. Ethiopia only. */

import { basicAuth } from '../basic-auth.ts';
import type { Reply } from '../define-gateway.ts';
import { defineBody, setting } from '../define-table.ts';
import { busy, failureText, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { jsonIn, textAt } from '../json-fields.ts';
import { optionOf } from '../per-gateway.ts';
import { json } from '../reply.ts';
import { calls } from './calls.ts';

export const apposit = defineBody({
  kind: 'apposit',
  hqApiId: 'APPOSIT',
  calls,
  optIn: ['START'],
  optOut: ['STOP'],
  host: (gateway) => setting(gateway, 'host', 'apposit.example'),
  path: '/mmp/api/v2/json/sms/send',
  admits: /^251/,
  headers: (gateway) => ({
    authorization: basicAuth(setting(gateway, 'application_id'), setting(gateway, 'application_token')),
    'content-type': 'application/json',
  }),

  writes({ gateway, from, to, text }) {
    return JSON.stringify({ from: optionOf(gateway, ['from_number'], from ?? ''), to, message: text });
  },

  reads(body) {
    const value = jsonIn(body);
    return { to: textAt(value, 'to'), text: textAt(value, 'message'), from: textAt(value, 'from') };
  },

  accepts: (_, context) =>
    json(200, { statusCode: '0', statusMessage: 'OK', messageId: `ap-${idFor(context, 2)}` }),

  refuses: {
    invalid_destination: error('402', 'Invalid destination'),
    unauthorized: error('401', 'Unauthorized'),
    not_found: error('404', 'Not found'),
  },
  refusesPlainly: error('400', 'Refused'),
  fails: error('503', 'Try again later'),

  hears(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    const value = jsonIn(outcome.body);
    if (textAt(value, 'statusCode') === '0') return taken(textAt(value, 'messageId'));
    return busy(textAt(value, 'statusMessage') || 'The response could not be read');
  },
});

function error(statusCode: string, statusMessage: string): Reply {
  return json(200, { statusCode, statusMessage });
}
