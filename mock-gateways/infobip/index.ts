/** Infobip: JSON in, a list of statuses out. HQ reads any trouble as a bad number, and a REJECTED as sent. */
import type { Handover } from '../../src/core/model/answer.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import type { WireResponse } from '../../src/core/model/wire.ts';
import { defineBody, setting } from '../define-table.ts';
import { refused, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { jsonIn, textAt } from '../json-fields.ts';
import { optionOf } from '../per-gateway.ts';
import { json } from '../reply.ts';
import { calls } from './webhooks.ts';

const CHANNELS = ['viber', 'line', 'voice', 'sms', 'whatsApp'];

export const infobip = defineBody({
  kind: 'infobip',
  hqApiId: 'INFOBIP',
  webhooks: calls,
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

  buildBody(handover) {
    const { gateway, to, text } = handover;
    const key = scenarioOf(gateway);
    if (key === '')
      return JSON.stringify({ messages: [{ from: senderOf(handover), destinations: [{ to }], text }] });
    const words = Object.fromEntries(CHANNELS.map((channel) => [channel, { text }]));
    return JSON.stringify({ destinations: [{ to: { phoneNumber: to } }], scenarioKey: key, ...words });
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

  acceptedResponse({ to }, context) {
    return result(to, `ib-${idFor(context, 2)}`, PENDING);
  },

  rejections: {
    invalid_destination: ({ to }, context) => result(to, `ib-${idFor(context, 2)}`, INVALID_DESTINATION),
    unroutable: ({ to }, context) => result(to, `ib-${idFor(context, 2)}`, REJECTED_NETWORK),
    unauthorized: exception(401, 'UNAUTHORIZED', 'Invalid login details'),
    missing_text: exception(400, 'BAD_REQUEST', 'text is missing'),
    missing_number: exception(400, 'BAD_REQUEST', 'to is missing'),
    not_found: exception(404, 'NOT_FOUND', 'Requested URL not found'),
  },
  defaultRejection: exception(400, 'BAD_REQUEST', 'The message was refused'),
  temporaryFailure: exception(500, 'GENERAL_ERROR', 'Something went wrong'),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined || outcome.status === 500) return refused('INVALID_DESTINATION_NUMBER');
    const value = jsonIn(outcome.body);
    if (outcome.status !== 200) {
      return refused(
        'GATEWAY_ERROR',
        textAt(value, 'requestError', 'serviceException', 'text') || outcome.body,
      );
    }
    const id = textAt(value, 'messages', 0, 'messageId');
    return id === '' ? refused('INVALID_DESTINATION_NUMBER') : taken(id);
  },
});

const scenarioOf = (gateway: Gateway): string => optionOf(gateway, ['scenario_key'], '');

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
  id: 52,
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
