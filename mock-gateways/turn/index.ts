/** Turn.io: the number is looked up first; then its WhatsApp id gets a text or a template. */
import type { Answer, Handover } from '../../src/core/model/answer.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import type { WireContext, WireRequest, WireResponse } from '../../src/core/model/wire.ts';
import { patientRequestsClient } from '../clients.ts';
import { defineGateway, type ParsedRequest } from '../define-gateway.ts';
import { isKnown, parsedRequestOf } from '../define-table.ts';
import { isJsonObject, jsonIn, textAt, valueAt, withoutPlus } from '../encodings.ts';
import { busy, failureText, httpErrorText, refused, takenWithoutId } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf, perGateway } from '../per-gateway.ts';
import { fieldOf, splitPath } from '../percent.ts';
import { json, text } from '../reply.ts';
import { exampleTemplate, isTemplate, parseTemplate, wordsBeforeTemplate } from '../whatsapp-template.ts';
import { calls } from './webhooks.ts';

const CONTACTS = '/v1/contacts';
const MESSAGES = '/v1/messages';
const CLIENT_OPTION = {
  name: 'turn.client',
  choices: ['0.0.1', '0.2.0', '1.0.0'],
  about: 'The version of turn-python that HQ has; default 1.0.0',
};

export const turn = defineGateway({
  kind: 'turn',
  /** The text may name a template, or bring words of its own before it. */
  plainTextMax: 0,
  hqApiId: 'TURN',
  options: [
    secret('client_auth_token'),
    secret('auth_token'),
    'fallback_backend',
    'template_namespace',
    CLIENT_OPTION,
  ],
  hqText: { of: '2020-06-19' },
  client: patientRequestsClient,
  isSubmission,
  isPreamble,
  looksUp: true,
  webhooks: calls,

  buildRequest: ({ gateway, to }) => post(gateway, CONTACTS, { blocking: 'wait', contacts: [to] }),

  sideCall: templateList,

  parseRequest(request, gateway) {
    if (!isKnown(request, headersOf(gateway))) return { ...NOTHING, wrong: 'unauthorized' };
    const value = jsonIn(request.body);
    if (request.method === 'POST' && request.path === CONTACTS) {
      return { ...NOTHING, step: 'look up', to: textAt(value, 'contacts', 0) };
    }
    if (request.method !== 'POST' || request.path !== MESSAGES) return { ...NOTHING, wrong: 'not_found' };
    const words =
      textAt(value, 'text', 'body') ||
      textAt(value, 'hsm', 'element_name') ||
      textAt(value, 'template', 'name');
    return parsedRequestOf({ to: textAt(value, 'to'), text: words, from: '' }, true);
  },

  unsupported({ path, body }) {
    const type = textAt(jsonIn(body), 'type');
    return path !== MESSAGES || WITH_WORDS.has(type) ? undefined : `messages of type ${type}`;
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
  },
  defaultRejection: error(400, 1009, 'Parameter value is not valid', 'the message was refused'),
  temporaryFailure: error(429, 429, 'Too many requests', 'rate limit'),

  interpretResponse(outcome, handover, request) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    if (!isSubmission(request)) return heardContact(outcome, handover);
    const answer = heardMessage(outcome, handover);
    const isFollowed = answer.kind === 'taken' && isPreamble(request, handover);
    return isFollowed ? templateTo(textAt(jsonIn(request.body), 'to'), handover) : answer;
  },
});

const WITH_WORDS = new Set(['', 'text', 'hsm', 'template']);
const NOTHING: ParsedRequest = { step: 'send', to: '', from: '', text: '' };

function isSubmission({ path }: WireRequest): boolean {
  return path === MESSAGES;
}

function isPreamble({ path, body }: WireRequest, { text: words }: Handover): boolean {
  return path === MESSAGES && isTemplate(words) && textAt(jsonIn(body), 'type') === 'text';
}

/** HQ lists the templates for its setup page, with the token in the query. */
function templateList({ method, path }: WireRequest, { gateway }: WireContext): WireResponse | undefined {
  const [route, query] = splitPath(path);
  if (method !== 'GET' || !/^\/v3\.3\/[^/]+\/message_templates$/.test(route)) return undefined;
  if (`Bearer ${fieldOf(query, 'access_token')}` !== headersOf(gateway).authorization) return text(403, '');
  const body = { type: 'BODY', text: exampleTemplate.body };
  const { name, language } = exampleTemplate;
  return json(200, {
    data: [{ name, language, category: 'UTILITY', status: 'APPROVED', components: [body] }],
  });
}

const headersOf = perGateway((gateway) => ({
  host: 'whatsapp.turn.io',
  authorization: `Bearer ${optionOf(gateway, ['client_auth_token', 'auth_token'], 'demo')}`,
  'content-type': 'application/json',
}));

function post(gateway: Gateway, path: string, value: object): WireRequest {
  return { method: 'POST', path, headers: headersOf(gateway), body: JSON.stringify(value) };
}

function heardContact(answer: WireResponse, handover: Handover): Answer | WireRequest {
  const { gateway, text: words } = handover;
  const problem = problemIn(answer, handover);
  if (problem !== undefined) return problem;
  const to = textAt(jsonIn(answer.body), 'contacts', 0, 'wa_id');
  if (to === '') return busy("KeyError: 'wa_id'");
  if (!isTemplate(words)) return textTo(to, words, gateway);
  if (parseTemplate(words) === undefined) return refused('MESSAGE_FORMAT_INVALID');
  const before = wordsBeforeTemplate(handover);
  return before === undefined ? templateTo(to, handover) : textTo(to, before, gateway);
}

const textTo = (to: string, words: string, gateway: Gateway): WireRequest =>
  post(gateway, MESSAGES, { to, recipient_type: 'individual', type: 'text', text: { body: words } });

function templateTo(to: string, { gateway, text: words }: Handover): Answer | WireRequest {
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

function heardMessage(answer: WireResponse, handover: Handover): Answer {
  const problem = problemIn(answer, handover);
  if (problem !== undefined) return problem;
  if (isOldClient(handover.gateway) && answer.status !== 200) return takenWithoutId;
  const value = jsonIn(answer.body);
  const isMessage = isJsonObject(value) && valueAt(value, 'messages', 0, 'id') !== undefined;
  if (!isMessage) return busy("KeyError: 'messages'");
  return isOldClient(handover.gateway) || valueAt(value, 'errors') === undefined
    ? takenWithoutId
    : busy('The response has errors');
}

/**
 * What turn-python raises on. 0.2.0 knows 400, 403 and 404, and calls a number unknown only when the 404 says why; 0.0.1
 * takes any 404 for that, and looks at nothing else.
 */
function problemIn({ status, body }: WireResponse, { gateway, text: words }: Handover): Answer | undefined {
  if (isOldClient(gateway)) return status === 404 ? refused('INVALID_DESTINATION_NUMBER') : undefined;
  if (!RAISES.has(status)) return undefined;
  const error = valueAt(jsonIn(body), 'errors', 0);
  const isUnknown = status === 404 && valueAt(error, 'details') !== undefined;
  return isUnknown && (!isTemplate(words) || valueAt(error, 'code') === UNKNOWN_CONTACT)
    ? refused('INVALID_DESTINATION_NUMBER')
    : busy(httpErrorText(status));
}

const RAISES: ReadonlySet<number> = new Set([400, 403, 404]);
const UNKNOWN_CONTACT = 1006;

/** HQ's library until the autumn of 2024. */
const isOldClient = (gateway: Gateway): boolean => optionOf(gateway, [CLIENT_OPTION.name], '') === '0.0.1';

function error(status: number, code: number, title: string, details: string): WireResponse {
  return json(status, { errors: [{ code, title, details }] });
}
