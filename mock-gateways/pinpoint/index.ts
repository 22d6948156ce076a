/** AWS Pinpoint: a map of addresses in, a map of results out. HQ does not look at the result of an address. */
import type { WireResponse } from '../../src/core/model/wire.ts';
import { botoClient } from '../clients.ts';
import { defineBody, setting } from '../define-table.ts';
import { isJsonObject, jsonIn, textAt, valueAt } from '../encodings.ts';
import { busy, failureText, gatewayError, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { json } from '../reply.ts';
import { severalPeople } from './several-people.ts';
import { calls } from './webhooks.ts';

/** The first status that boto3 makes an error of. */
const REFUSED_FROM = 301;

/** Where the service is. */
const REGIONS = [
  ...['us-east-1', 'us-east-2', 'us-west-2', 'us-gov-west-1', 'ca-central-1'],
  ...['eu-central-1', 'eu-west-1', 'eu-west-2'],
  ...['ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-southeast-1', 'ap-southeast-2'],
];

export const pinpoint = defineBody({
  kind: 'pinpoint',
  client: botoClient,
  hqApiId: 'PINPOINT',
  options: ['project_id', 'region', secret('access_key'), secret('secret_access_key')],
  hqText: { of: '2020-06-09' },
  webhooks: calls,
  host: (gateway) => `pinpoint.${setting(gateway, 'region', 'us-east-1')}.amazonaws.com`,
  hosts: REGIONS.map((region) => `pinpoint.${region}.amazonaws.com`),
  path: (gateway) => `/v1/apps/${setting(gateway, 'project_id')}/messages`,
  /** The real client signs each request; the fake only looks whose key it is. */
  headers: (gateway) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=${setting(gateway, 'access_key')}`,
    'content-type': 'application/json',
  }),

  buildBody({ gateway, from, to, text }) {
    const sender = optionOf(gateway, ['reply_to_phone_number'], from ?? '');
    return JSON.stringify({
      MessageConfiguration: {
        SMSMessage: { Body: text, MessageType: 'TRANSACTIONAL', OriginationNumber: sender },
      },
      Addresses: { [to]: { ChannelType: 'SMS' } },
    });
  },

  parseBody(body) {
    const value = jsonIn(body);
    const addresses = valueAt(value, 'Addresses');
    const message = valueAt(value, 'MessageConfiguration', 'SMSMessage');
    return {
      to: typeof addresses === 'object' && addresses !== null ? (Object.keys(addresses)[0] ?? '') : '',
      text: textAt(message, 'Body'),
      from: textAt(message, 'OriginationNumber'),
    };
  },

  severalPeople,

  otherAccounts: /^\/v1\/apps\/[^/]+\/messages$/,

  unsupported({ body }) {
    const configuration = valueAt(jsonIn(body), 'MessageConfiguration');
    const [other] = isJsonObject(configuration) ? Object.keys(configuration) : [];
    return other === undefined || other === 'SMSMessage' ? undefined : `messages by ${other}`;
  },

  acceptedResponse: ({ to }, context) => result(to, 'SUCCESSFUL', 200, '', `pp-${idFor(context, 2)}`),

  rejections: {
    invalid_destination: ({ to }, context) =>
      result(to, 'PERMANENT_FAILURE', 400, 'bad number', `pp-${idFor(context, 2)}`),
    opted_out: ({ to }, context) => result(to, 'OPT_OUT', 400, 'opted out', `pp-${idFor(context, 2)}`),
    unauthorized: exception(403, 'ForbiddenException', 'The security token is invalid'),
    not_found: exception(404, 'NotFoundException', 'Resource not found'),
    too_long: exception(400, 'BadRequestException', 'The message is too long'),
  },
  defaultRejection: exception(400, 'BadRequestException', 'The message was refused'),
  temporaryFailure: exception(429, 'TooManyRequestsException', 'Too many requests'),

  interpretResponse(outcome, handover) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    const value = jsonIn(outcome.body);
    if (outcome.status >= REFUSED_FROM) return gatewayError(messageIn(outcome.body));
    const path = ['Result', handover.to, 'MessageId'];
    if (valueAt(value, ...path) === undefined) return busy("KeyError: 'MessageId'");
    return taken(textAt(value, ...path));
  },
});

/** The words that boto3 finds in a refusal; a body that is no JSON is the words. */
function messageIn(body: string): string {
  const value = body === '' ? {} : jsonIn(body);
  if (value === undefined) return body;
  return textAt(value, valueAt(value, 'message') === undefined ? 'Message' : 'message');
}

function result(to: string, outcome: string, code: number, words: string, id: string): WireResponse {
  const message = words === '' ? `MessageId: ${id}` : words;
  const entry = { DeliveryStatus: outcome, MessageId: id, StatusCode: code, StatusMessage: message };
  return json(200, { Result: { [to]: entry } });
}

function exception(status: number, type: string, message: string): WireResponse {
  const { body } = json(status, { Message: message, RequestID: 'rehearsal' });
  return { status, headers: { 'content-type': 'application/json', 'x-amzn-errortype': type }, body };
}
