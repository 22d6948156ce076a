/** Infobip: JSON in, a list of statuses out. HQ reads any trouble as a bad number, and a REJECTED as sent. */
import type { Answer, Handover } from '../../src/core/model/answer.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import type { WireFailure, WireRequest, WireResponse } from '../../src/core/model/wire.ts';
import { patientRequestsClient } from '../clients.ts';
import { ANY_DIGITS } from '../define-gateway.ts';
import { defineBody, setting } from '../define-table.ts';
import { isJsonObject, jsonIn, textAt, valueAt } from '../encodings.ts';
import { gatewayError, refused, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { pythonRepr } from '../python-repr.ts';
import { json } from '../reply.ts';
import { isTemplate, parseTemplate, wordsBeforeTemplate } from '../whatsapp-template.ts';
import { severalPeople } from './several-people.ts';
import { sideCall } from './side-calls.ts';
import { calls } from './webhooks.ts';

const CHANNELS = ['viber', 'line', 'voice', 'sms'];

export const infobip = defineBody({
  kind: 'infobip',
  client: patientRequestsClient,
  hqApiId: 'INFOBIP',
  alikeNumbers: ANY_DIGITS,
  options: ['account_sid', secret('auth_token'), 'personalized_subdomain', secret('scenario_key')],
  hqText: { of: '2020-07-23' },
  webhooks: calls,
  sideCall,
  optIn: ['START'],
  passThroughOptIn: ['YES'],
  optOut: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'],
  host: (gateway) => `${setting(gateway, 'personalized_subdomain')}.api.infobip.com`,
  hosts: ['api.infobip.com', '*.api.infobip.com'],
  path: (gateway) => (scenarioOf(gateway) === '' ? '/sms/2/text/advanced' : '/omni/1/advanced'),
  headers: (gateway) => ({
    authorization: `App ${setting(gateway, 'auth_token')}`,
    'content-type': 'application/json',
  }),

  /** A template must be one: HQ finds out before it asks. */
  refuses: ({ gateway, text }) =>
    scenarioOf(gateway) !== '' && isTemplate(text) && parseTemplate(text) === undefined
      ? refused('INVALID_DESTINATION_NUMBER')
      : undefined,

  isPreamble,

  buildBody(handover) {
    const { gateway, to, text } = handover;
    if (scenarioOf(gateway) === '')
      return JSON.stringify({ messages: [{ from: senderOf(handover), destinations: [{ to }], text }] });
    const before = wordsBeforeTemplate(handover);
    return omniBody(handover, before === undefined ? whatsAppPart(text) : { text: before });
  },

  parseBody(body) {
    const value = jsonIn(body);
    return {
      to:
        textAt(value, 'messages', 0, 'destinations', 0, 'to') ||
        textAt(value, 'destinations', 0, 'to', 'phoneNumber'),
      text: textAt(value, 'messages', 0, 'text') || textAt(value, 'sms', 'text'),
      from: textAt(value, 'messages', 0, 'from'),
    };
  },

  severalPeople,

  acceptedResponse({ to }, context) {
    return result(to, `ib-${idFor(context, 2)}`, PENDING);
  },

  rejections: {
    invalid_destination: ({ to }, context) => result(to, `ib-${idFor(context, 2)}`, INVALID_DESTINATION),
    unroutable: ({ to }, context) => result(to, `ib-${idFor(context, 2)}`, REJECTED_NETWORK),
    unauthorized: exception(401, 'UNAUTHORIZED', 'Invalid login details'),
    missing_text: exception(400, 'BAD_REQUEST', 'text is missing'),
    missing_number: exception(400, 'BAD_REQUEST', 'to is missing'),
  },
  defaultRejection: exception(400, 'BAD_REQUEST', 'The message was refused'),
  temporaryFailure: exception(500, 'GENERAL_ERROR', 'Something went wrong'),

  interpretResponse(outcome, handover, request) {
    const answer = heard(outcome);
    if (answer.kind !== 'taken' || !isPreamble(request, handover)) return answer;
    return { ...request, body: omniBody(handover, whatsAppPart(handover.text)) };
  },
});

function heard(outcome: WireResponse | WireFailure): Answer {
  if (outcome.failure !== undefined) return refused('INVALID_DESTINATION_NUMBER');
  const { status, body } = outcome;
  if (status !== 200) return status === 500 ? refused('INVALID_DESTINATION_NUMBER') : gatewayError(status);
  const value = jsonIn(body);
  if (isWithoutMessages(value)) return gatewayError(pythonRepr(body) ?? '');
  const id = valueAt(value, 'messages', 0, 'messageId');
  if (id === undefined || !isJsonObject(value)) return refused('INVALID_DESTINATION_NUMBER');
  return taken(textAt(value, 'messages', 0, 'messageId'));
}

/** HQ asks for the key of an object, or looks through a list; of anything else it cannot ask. */
function isWithoutMessages(value: unknown): boolean {
  return Array.isArray(value) ? !value.includes('messages') : isJsonObject(value) && !('messages' in value);
}

const scenarioOf = (gateway: Gateway): string => optionOf(gateway, ['scenario_key'], '');

/** A request to the omni channel without its template: the words before it, on their own. */
function isPreamble({ body }: WireRequest, handover: Handover): boolean {
  if (wordsBeforeTemplate(handover) === undefined) return false;
  return valueAt(jsonIn(body), 'whatsApp', 'text') !== undefined;
}

function omniBody({ gateway, to, text }: Handover, whatsApp: object): string {
  const words = Object.fromEntries(CHANNELS.map((channel) => [channel, { text }]));
  const destinations = [{ to: { phoneNumber: to } }];
  return JSON.stringify({ destinations, scenarioKey: scenarioOf(gateway), ...words, whatsApp });
}

/** Every channel has the whole text, WhatsApp the template in its place. */
function whatsAppPart(text: string): object {
  const template = isTemplate(text) ? parseTemplate(text) : undefined;
  if (template === undefined) return { text };
  const { name, language, values } = template;
  return { templateName: name, language, templateData: values };
}

const senderOf = ({ gateway, from }: Handover): string =>
  optionOf(gateway, ['reply_to_phone_number'], from ?? '');

const PENDING = {
  groupId: 1,
  groupName: 'PENDING',
  id: 26,
  name: 'PENDING_ACCEPTED',
  description: 'Message sent to next instance',
};
const INVALID_DESTINATION = {
  groupId: 5,
  groupName: 'REJECTED',
  id: 51,
  name: 'REJECTED_DESTINATION',
  description: 'Invalid destination address',
};
const REJECTED_NETWORK = {
  groupId: 5,
  groupName: 'REJECTED',
  id: 6,
  name: 'REJECTED_NETWORK',
  description: 'Network is forbidden',
};

function result(to: string, messageId: string, status: object): WireResponse {
  return json(200, { messages: [{ to, status, messageId }] });
}

function exception(status: number, messageId: string, text: string): WireResponse {
  return json(status, { requestError: { serviceException: { messageId, text } } });
}
