/** Turn.io: the number is looked up first; then its WhatsApp id gets a text or a template. */
import type { Answer, Handover } from '../../src/core/model/answer.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import type { WireRequest, WireResponse } from '../../src/core/model/wire.ts';
import { defineGateway, type ParsedRequest } from '../define-gateway.ts';
import { isKnown, parsedRequestOf } from '../define-table.ts';
import { busy, failureText, httpErrorText, isFine, refused, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { jsonIn, textAt } from '../json-fields.ts';
import { withoutPlus } from '../numbers.ts';
import { optionOf, perGateway } from '../per-gateway.ts';
import { json, text } from '../reply.ts';
import { isTemplate, parseTemplate } from './template.ts';
import { calls } from './webhooks.ts';

const CONTACTS = '/v1/contacts';
const MESSAGES = '/v1/messages';

export const turn = defineGateway({
  kind: 'turn',
  hqApiId: 'TURN',
  webhooks: calls,

  buildRequest: ({ gateway, to }) => post(gateway, CONTACTS, { blocking: 'wait', contacts: [to] }),

  parseRequest(request, gateway) {
    if (!isKnown(request, headersOf(gateway))) return { ...NOTHING, wrong: 'unauthorized' };
    const value = jsonIn(request.body);
    if (request.method === 'POST' && request.path === CONTACTS) {
      return { ...NOTHING, step: 'look up', to: textAt(value, 'contacts', 0) };
    }
    if (request.method !== 'POST' || request.path !== MESSAGES) return { ...NOTHING, wrong: 'not_found' };
    const words = textAt(value, 'text', 'body') || textAt(value, 'hsm', 'element_name');
    return parsedRequestOf({ to: textAt(value, 'to'), text: words, from: '' }, true);
  },

  acceptedResponse({ step, to }, context) {
    return step === 'look up'
      ? json(200, { contacts: [{ input: to, status: 'valid', wa_id: withoutPlus(to) }] })
      : json(201, { messages: [{ id: `gBEG${idFor(context, 3)}` }] });
  },

  rejections: {
    invalid_destination: error(404, 1006, 'Resource not found', 'unknown contact'),
    template_missing: error(404, -1, 'Resource not found', 'template'),
    missing_text: error(400, 1008, 'Required parameter is missing', 'text'),
    missing_number: error(400, 1008, 'Required parameter is missing', 'to'),
    unauthorized: text(403, ''),
    not_found: error(404, 1006, 'Resource not found', 'no such path'),
  },
  defaultRejection: error(400, 1009, 'Parameter value is not valid', 'the message was refused'),
  temporaryFailure: error(429, 429, 'Too many requests', 'rate limit'),

  interpretResponse(outcome, handover, request) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    return request.path === CONTACTS ? heardContact(outcome, handover) : heardMessage(outcome);
  },
});

const NOTHING: ParsedRequest = { step: 'send', to: '', from: '', text: '' };

const headersOf = perGateway((gateway) => ({
  host: 'whatsapp.turn.io',
  authorization: `Bearer ${optionOf(gateway, ['client_auth_token', 'auth_token'], 'demo')}`,
  'content-type': 'application/json',
}));

function post(gateway: Gateway, path: string, value: object): WireRequest {
  return { method: 'POST', path, headers: headersOf(gateway), body: JSON.stringify(value) };
}

function heardContact(
  { status, body }: WireResponse,
  { gateway, text: words }: Handover,
): Answer | WireRequest {
  if (status === 404) return refused('INVALID_DESTINATION_NUMBER');
  const to = textAt(jsonIn(body), 'contacts', 0, 'wa_id');
  if (!isFine(status) || to === '') return busy(isFine(status) ? 'KeyError: wa_id' : httpErrorText(status));
  if (!isTemplate(words)) {
    return post(gateway, MESSAGES, { to, recipient_type: 'individual', type: 'text', text: { body: words } });
  }

  const template = parseTemplate(words);
  if (template === undefined) return refused('MESSAGE_FORMAT_INVALID');
  const hsm = {
    namespace: optionOf(gateway, ['template_namespace'], 'demo'),
    element_name: template.name,
    language: { code: template.language, policy: 'deterministic' },
    localizable_params: template.values.map((value) => ({ default: value })),
  };
  return post(gateway, MESSAGES, { to, type: 'hsm', hsm });
}

function heardMessage({ status, body }: WireResponse): Answer {
  if (!isFine(status)) return busy(httpErrorText(status));
  const id = textAt(jsonIn(body), 'messages', 0, 'id');
  return id === '' ? busy('KeyError: id') : taken(id);
}

function error(status: number, code: number, title: string, details: string): WireResponse {
  return json(status, { errors: [{ code, title, details }] });
}
