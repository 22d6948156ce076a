/** Telerivet: JSON in, a message or an `error` object out; a 200 may hold either. */
import type { WireContext, WireRequest, WireResponse } from '../../src/core/model/wire.ts';
import { ANY_DIGITS } from '../define-gateway.ts';
import { defineBody, setting } from '../define-table.ts';
import { basicAuth, isJsonObject, jsonIn, textAt, valueAt } from '../encodings.ts';
import { busy, failureText, httpErrorText, refused, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { fieldsOf } from '../percent.ts';
import { json } from '../reply.ts';
import { calls } from './webhooks.ts';

const PROJECT = 'PJ1';
const ROUTE = 'PN1';

const FIELDS = ['to_number', 'content', 'route_id', 'message_type', 'status_url', 'status_secret'];
const WITH_WORDS = new Set(['', 'sms', 'text']);

export const telerivet = defineBody({
  kind: 'telerivet',
  hqApiId: 'TELERIVET',
  alikeNumbers: ANY_DIGITS,
  options: [secret('api_key'), 'project_id', 'phone_id', 'route_id', secret('webhook_secret')],
  hqText: { of: '2020-02-04; the status address of 2021-08-17' },
  webhooks: calls,
  host: 'api.telerivet.com',
  path: (gateway) => `/v1/projects/${setting(gateway, 'project_id', PROJECT)}/messages/send`,
  headers: (gateway) => ({
    authorization: basicAuth(setting(gateway, 'api_key'), ''),
    'content-type': 'application/json',
  }),

  sideCall: phone,

  buildBody({ gateway, to, text }) {
    const route = optionOf(gateway, ['route_id', 'phone_id'], ROUTE);
    return JSON.stringify({ route_id: route, to_number: to, content: text, message_type: 'sms' });
  },

  parseBody(body) {
    const message = jsonIn(body) ?? fieldsOf(body, FIELDS);
    return {
      to: textAt(message, 'to_number'),
      text: textAt(message, 'content'),
      from: textAt(message, 'route_id'),
    };
  },

  otherAccounts: /^\/v1\/projects\/[^/]+\/messages\/send$/,

  unsupported({ body }) {
    const type = textAt(jsonIn(body) ?? fieldsOf(body, FIELDS), 'message_type');
    return WITH_WORDS.has(type) ? undefined : `messages of type ${type}`;
  },

  acceptedResponse({ from, to, text }, context) {
    return json(200, {
      id: `SM${idFor(context, 2)}`,
      phone_id: from,
      direction: 'outgoing',
      status: 'queued',
      message_type: 'sms',
      source: 'api',
      time_created: Math.floor(context.at / 1000),
      time_sent: null,
      to_number: to,
      content: text,
      project_id: setting(context.gateway, 'project_id', PROJECT),
    });
  },

  rejections: {
    invalid_destination: error(400, 'invalid_param', 'bad to_number', 'to_number'),
    missing_number: error(400, 'invalid_param', 'to_number is required', 'to_number'),
    missing_text: error(400, 'invalid_param', 'content is required', 'content'),
    unauthorized: error(401, 'unauthorized', 'Invalid API key'),
    insufficient_funds: error(402, 'insufficient_funds', 'account balance too low'),
    not_found: error(404, 'not_found', 'no such resource'),
    unroutable: error(200, 'phone_offline', 'route is offline'),
  },
  defaultRejection: error(400, 'invalid_request', 'the message was refused'),
  temporaryFailure: error(429, 'too_many_requests', 'slow down'),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    const { status, body } = outcome;
    if (status === 401 || status === 402) return refused('TOO_MANY_UNSUCCESSFUL_ATTEMPTS');
    if (status !== 200) return busy(httpErrorText(status));

    const message = jsonIn(body);
    if (!isJsonObject(message)) return busy('The response is not a JSON object');
    if (valueAt(message, 'error') !== undefined) return busy(textAt(message, 'error', 'message') || 'error');
    return taken(textAt(message, 'id'));
  },
});

/** HQ asks for the number of a phone when a gateway is made. */
function phone({ method, path, headers }: WireRequest, { gateway }: WireContext): WireResponse | undefined {
  const start = `/v1/projects/${setting(gateway, 'project_id', PROJECT)}/phones/`;
  if (method !== 'POST' || !path.startsWith(start)) return undefined;
  if (headers.authorization !== basicAuth(setting(gateway, 'api_key'), '')) return undefined;
  const [number = '+15005550006'] = gateway.numbers;
  return json(200, { id: path.slice(start.length), phone_number: number });
}

function error(status: number, code: string, message: string, param?: string) {
  return json(status, { error: param === undefined ? { code, message } : { code, message, param } });
}
