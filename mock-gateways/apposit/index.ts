/** Apposit: JSON in, a statusCode out; HQ does not look at the HTTP status. Ethiopia only. */

import type { Gateway } from '../../src/core/model/gateway.ts';
import type { Reply } from '../define-gateway.ts';
import { defineBody, setting } from '../define-table.ts';
import { basicAuth, jsonIn, textAt, valueAt } from '../encodings.ts';
import { busy, failureText, refused, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { isPublicHost } from '../public-host.ts';
import { json } from '../reply.ts';
import { calls } from './webhooks.ts';

export const apposit = defineBody({
  kind: 'apposit',
  hqApiId: 'APPOSIT',
  options: ['application_id', secret('application_token'), 'host', 'from_number'],
  hqText: { of: '2019-08-23; the check of its host since 2021' },
  webhooks: calls,
  optIn: ['START'],
  optOut: ['STOP'],
  host: hostOf,
  path: '/mmp/api/v2/json/sms/send',
  allowedNumber: /^251/,
  exampleNumber: '+251911234567',
  refuses: ({ gateway }) =>
    isPublicHost(hostOf(gateway)) ? undefined : refused('FAULTY_GATEWAY_CONFIGURATION'),
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
  },
  defaultRejection: error('400', 'Refused'),
  temporaryFailure: error('503', 'Try again later'),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    const value = jsonIn(outcome.body);
    if (isZero(valueAt(value, 'statusCode'))) return taken(textAt(value, 'messageId'));
    return busy(textAt(value, 'statusMessage') || 'The response could not be read');
  },
});

function hostOf(gateway: Gateway): string {
  return setting(gateway, 'host', 'apposit.example');
}

/** Equal to 0 in Python: false and 0.0 are. */
const isZero = (statusCode: unknown): boolean =>
  statusCode === '0' || statusCode === 0 || statusCode === false;

function error(statusCode: string, statusMessage: string): Reply {
  return json(200, { statusCode, statusMessage });
}
