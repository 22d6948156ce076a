/** WhatsApp's Cloud API: JSON in, the message's wamid or an error out. HQ has no backend for it: read as generic HTTP. */
import type { WireRequest } from '../../src/core/model/wire.ts';
import type { Reply } from '../define-gateway.ts';
import { defineBody, setting } from '../define-table.ts';
import { jsonIn, textAt, withoutPlus } from '../encodings.ts';
import { heardByHttp } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { fieldOf, splitPath } from '../percent.ts';
import { json } from '../reply.ts';
import { calls } from './webhooks.ts';

export const whatsappCloud = defineBody({
  kind: 'whatsapp_cloud',
  hqApiId: 'HTTP',
  options: ['phone_number_id', secret('access_token'), secret('app_secret'), secret('verify_token')],
  webhooks: calls,
  host: 'graph.facebook.com',
  path: (gateway) => `${VERSION}/${setting(gateway, 'phone_number_id', '200000000000002')}/messages`,
  inTableForm,
  headers: (gateway) => ({
    authorization: `Bearer ${setting(gateway, 'access_token')}`,
    'content-type': 'application/json',
  }),

  buildBody({ to, text }) {
    return JSON.stringify({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: withoutPlus(to),
      type: 'text',
      text: { body: text, preview_url: false },
    });
  },

  /** A template counts by its name. */
  parseBody(body) {
    const value = jsonIn(body);
    return {
      to: textAt(value, 'to'),
      text: textAt(value, 'text', 'body') || textAt(value, 'template', 'name'),
      from: '',
    };
  },

  otherAccounts: /^(?:\/v\d+\.\d+)?\/[^/]+\/messages$/,

  unsupported({ body }) {
    const type = textAt(jsonIn(body), 'type');
    return WITH_WORDS.has(type) ? undefined : `messages of type ${type}`;
  },

  acceptedResponse({ to }, context) {
    return json(200, {
      messaging_product: 'whatsapp',
      contacts: [{ input: to, wa_id: withoutPlus(to) }],
      messages: [{ id: `wamid.${idFor(context, 4).toUpperCase()}` }],
    });
  },

  rejections: {
    invalid_destination: error(400, 131026, 'Message undeliverable'),
    opted_out: error(400, 131050, 'User has stopped receiving messages'),
    too_long: error(400, 100, 'Param text[body] must be at most 4096 characters long'),
    unauthorized: error(401, 190, 'Error validating access token'),
    insufficient_funds: error(400, 131042, 'Business eligibility payment issue'),
    blocked: error(400, 131047, 'Re-engagement message'),
    template_missing: error(404, 132001, 'Template name does not exist in the translation'),
    missing_text: error(400, 131008, 'Required parameter is missing'),
    not_found: error(404, 100, 'Unknown path components'),
    missing_number: error(400, 131008, 'Required parameter is missing'),
  },
  defaultRejection: error(400, 131000, 'Something went wrong'),
  temporaryFailure: error(429, 130429, 'Rate limit hit'),

  interpretResponse: heardByHttp,
});

/** Of the Graph API, in this client's own requests. */
const VERSION = '/v25.0';

/**
 * Graph serves every version on the same paths, the oldest where none is named, and takes the token in the query as well
 * as in the header.
 */
function inTableForm(request: WireRequest): WireRequest {
  const [route, query] = splitPath(request.path);
  const token = fieldOf(query, 'access_token');
  return {
    ...request,
    path: route.replace(/^(?:\/v\d+\.\d+)?(?=\/)/, VERSION),
    headers: token === undefined ? request.headers : { ...request.headers, authorization: `Bearer ${token}` },
  };
}

const WITH_WORDS = new Set(['', 'text', 'template']);

function error(status: number, code: number, words: string): Reply {
  return json(status, {
    error: { message: `(#${code}) ${words}`, type: 'OAuthException', code, fbtrace_id: 'F' },
  });
}
