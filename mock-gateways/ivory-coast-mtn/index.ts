/** MTN Ivory Coast: a query in, XML out. Ivory Coast only. */
import type { Instant } from '../../src/core/model/instant.ts';
import { defineForm, setting } from '../define-table.ts';
import { busy, failureText, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { text, xml } from '../reply.ts';
import { childText } from '../xml-child.ts';

const NAMESPACE = 'http://pmmsoapmessenger.com/';

export const ivoryCoastMtn = defineForm({
  kind: 'ivory_coast_mtn',
  hqApiId: 'IVORY_COAST_MTN',
  options: ['customer_id', 'username', secret('password'), 'sender_id'],
  hqText: { of: '2019-08-23' },
  method: 'GET',
  host: 'smspro.mtn.ci',
  path: '/smspro/soap/messenger.asmx/HTTP_SendSms',
  allowedNumber: /^225\d+$/,
  exampleNumber: '+22507123456',
  account: (gateway) => [
    ['customerID', setting(gateway, 'customer_id')],
    ['userName', setting(gateway, 'username')],
    ['userPassword', setting(gateway, 'password')],
  ],

  message: ({ gateway, at, from, to, text: words }) => [
    ['originator', optionOf(gateway, ['sender_id'], from ?? '')],
    ['messageType', 'Latin'],
    ['defDate', abidjanTime(at)],
    ['blink', 'false'],
    ['flash', 'false'],
    ['private', 'false'],
    ['smsText', words],
    ['recipientPhone', to],
  ],
  names: { to: 'recipientPhone', text: 'smsText', from: 'originator' },

  acceptedResponse: (_, context) =>
    result(`<Result>OK</Result><TransactionID>ci-${idFor(context, 2)}</TransactionID>`),
  rejections: {},
  defaultRejection: result('<Result>ERR</Result>'),
  temporaryFailure: text(503, 'try again later'),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    const word = childText(outcome.body, 'Result', NAMESPACE);
    return word === 'OK'
      ? taken(childText(outcome.body, 'TransactionID', NAMESPACE) ?? '')
      : busy(`Result ${word ?? 'is missing'}`);
  },
});

function result(children: string) {
  return xml(200, `<SendResult xmlns="${NAMESPACE}">${children}</SendResult>`);
}

/** YYYYMMDDHHmmss; Abidjan keeps UTC. */
const abidjanTime = (at: Instant): string => new Date(at).toISOString().replace(/\D/g, '').slice(0, 14);
