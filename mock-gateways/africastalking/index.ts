/** Africa's Talking: a form or JSON in, one status for each recipient out. HQ has no backend for it: read as generic HTTP. */
import type { WireResponse } from '../../src/core/model/wire.ts';
import { ANY_DIGITS } from '../define-gateway.ts';
import { defineForm, setting } from '../define-table.ts';
import { jsonIn, textAt } from '../encodings.ts';
import { heardByHttp } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { json, text } from '../reply.ts';
import { inTableForm, PATH } from './bulk-form.ts';
import { COST, severalPeople, summary } from './several-people.ts';
import { calls } from './webhooks.ts';

export const africastalking = defineForm({
  kind: 'africastalking',
  hqApiId: 'HTTP',
  options: ['username', secret('api_key'), 'sender_id'],
  webhooks: calls,
  method: 'POST',
  host: 'api.africastalking.com',
  hosts: ['api.sandbox.africastalking.com', 'content.africastalking.com'],
  path: PATH,
  inTableForm,
  alikeNumbers: ANY_DIGITS,
  headers: (gateway) => ({
    apikey: setting(gateway, 'api_key'),
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  }),
  account: (gateway) => [['username', setting(gateway, 'username', 'sandbox')]],

  message: ({ gateway, from, to, text: message }) => [
    ['to', to],
    ['message', message],
    ['from', optionOf(gateway, ['sender_id'], from ?? '')],
    ['bulkSMSMode', '1'],
  ],
  names: { to: 'to', text: 'message', from: 'from' },
  severalPeople,

  unsupported: ({ body }) =>
    textAt(jsonIn(body), 'maskedNumber') === '' ? undefined : 'messages to hashed numbers (maskedNumber)',

  acceptedResponse: ({ to }, context) => recipient(to, 101, 'Success', `ATXid_${idFor(context, 2)}`),

  rejections: {
    invalid_destination: ({ to }) => recipient(to, 403, 'InvalidPhoneNumber'),
    opted_out: ({ to }) => recipient(to, 406, 'UserInBlacklist'),
    insufficient_funds: ({ to }) => recipient(to, 405, 'InsufficientBalance'),
    bad_sender: ({ to }) => recipient(to, 402, 'InvalidSenderId'),
    unroutable: ({ to }) => recipient(to, 407, 'CouldNotRoute'),
    blocked: ({ to }) => recipient(to, 409, 'DoNotDisturbRejection'),
    unauthorized: text(401, 'The supplied authentication is invalid'),
    missing_text: text(400, 'message is required'),
    missing_number: text(400, 'to is required'),
  },
  defaultRejection: ({ to }) => recipient(to, 502, 'RejectedByGateway'),
  temporaryFailure: text(500, 'Internal server error'),

  interpretResponse: heardByHttp,
});

function recipient(number: string, statusCode: number, status: string, messageId = 'None'): WireResponse {
  const isSent = statusCode === 101;
  const cost = isSent ? COST : '0';
  return json(201, {
    SMSMessageData: summary([{ statusCode, number, cost, status, messageId }]),
  });
}
