/** Vonage: JSON or a form in; errors come in a 200, with a status that is text. HQ has no backend for it: read as generic HTTP. */

import { ANY_DIGITS, type Reply } from '../define-gateway.ts';
import { defineBody, setting } from '../define-table.ts';
import { basicAuth, jsonIn, textAt, withoutPlus } from '../encodings.ts';
import { heardByHttp } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { fieldsOf } from '../percent.ts';
import { json } from '../reply.ts';
import { calls } from './webhooks.ts';

export const vonage = defineBody({
  kind: 'vonage',
  hqApiId: 'HTTP',
  alikeNumbers: ANY_DIGITS,
  options: [secret('api_key'), secret('api_secret'), secret('signature_secret')],
  webhooks: calls,
  host: 'rest.nexmo.com',
  path: '/sms/json',
  headers: () => ({ 'content-type': 'application/json' }),

  buildBody({ gateway, from, to, text: words }) {
    return JSON.stringify({
      api_key: setting(gateway, 'api_key'),
      api_secret: setting(gateway, 'api_secret'),
      from: from ?? '',
      to: withoutPlus(to),
      text: words,
      type: /^[\x20-\x7e\s]*$/.test(words) ? 'text' : 'unicode',
    });
  },

  /** The keys stand in the body, or, from Vonage's own SDK, in a Basic header. */
  parseBody(body, gateway, { authorization }) {
    const value = jsonIn(body) ?? fieldsOf(body, FIELDS);
    const [key, secret] = [setting(gateway, 'api_key'), setting(gateway, 'api_secret')];
    const known =
      authorization === basicAuth(key, secret) ||
      (textAt(value, 'api_key') === key && textAt(value, 'api_secret') === secret);
    return { to: textAt(value, 'to'), text: textAt(value, 'text'), from: textAt(value, 'from'), known };
  },

  unsupported({ body }) {
    const type = textAt(jsonIn(body) ?? fieldsOf(body, FIELDS), 'type');
    return WITH_WORDS.has(type) ? undefined : `messages of type ${type}`;
  },

  acceptedResponse({ to }, context) {
    const entry = {
      to,
      'message-id': idFor(context, 2).toUpperCase(),
      status: '0',
      'remaining-balance': '3.14159265',
    };
    return json(200, {
      'message-count': '1',
      messages: [{ ...entry, 'message-price': '0.03330000', network: '12345' }],
    });
  },

  rejections: {
    invalid_destination: error('3', 'Invalid value for to'),
    too_long: error('12', 'Message too long'),
    unauthorized: error('4', 'Bad Credentials'),
    insufficient_funds: error('9', 'Partner quota exceeded'),
    bad_sender: error('15', 'Invalid sender address'),
    blocked: error('7', 'Number barred'),
    unroutable: error('29', 'Non-whitelisted destination'),
    missing_text: error('2', 'Missing text'),
    missing_number: error('2', 'Missing to'),
  },
  defaultRejection: error('6', 'Unroutable message - rejected'),
  temporaryFailure: error('1', 'Throughput Rate Exceeded - please wait [ 250 ] and retry'),

  interpretResponse: heardByHttp,
});

/** RapidPro, among others, posts a form. */
const FIELDS = ['api_key', 'api_secret', 'to', 'from', 'text', 'type'];

const WITH_WORDS = new Set(['', 'text', 'unicode']);

function error(status: string, words: string): Reply {
  return json(200, { 'message-count': '1', messages: [{ status, 'error-text': words }] });
}
