/** MessageBird: JSON in, the message or a list of errors out. HQ has no backend for it: read as generic HTTP. */
import { ANY_DIGITS, type Reply } from '../define-gateway.ts';
import { defineBody, setting } from '../define-table.ts';
import { textAt, withoutPlus } from '../encodings.ts';
import { heardByHttp } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { json } from '../reply.ts';
import { messageIn, severalPeople } from './several-people.ts';
import { calls } from './webhooks.ts';

export const messagebird = defineBody({
  kind: 'messagebird',
  hqApiId: 'HTTP',
  alikeNumbers: ANY_DIGITS,
  options: [secret('access_key'), secret('signing_key')],
  webhooks: calls,
  host: 'rest.messagebird.com',
  path: '/messages',
  headers: (gateway) => ({
    authorization: `AccessKey ${setting(gateway, 'access_key')}`,
    'content-type': 'application/json',
  }),

  buildBody({ id, from, to, text }) {
    return JSON.stringify({
      originator: from ?? '',
      recipients: [withoutPlus(to)],
      body: text,
      reference: id,
    });
  },

  /** Recipients come as a list, or as text with commas. */
  parseBody(body) {
    const value = messageIn(body);
    const to = textAt(value, 'recipients', 0) || (textAt(value, 'recipients').split(',')[0] ?? '');
    return { to, text: textAt(value, 'body'), from: textAt(value, 'originator') };
  },

  severalPeople,

  unsupported({ body }) {
    const type = textAt(messageIn(body), 'type');
    return type === '' || type === 'sms' || type === 'flash' ? undefined : `messages of type ${type}`;
  },

  acceptedResponse({ from, to, text }, context) {
    const id = idFor(context, 4);
    const at = new Date(context.at).toISOString().replace('.000Z', '+00:00');
    const item = { recipient: Number(to), status: 'sent', statusDatetime: at, messagePartCount: 1 };
    return json(201, {
      id,
      href: `https://rest.messagebird.com/messages/${id}`,
      direction: 'mt',
      type: 'sms',
      originator: from,
      body: text,
      reference: context.messageId,
      createdDatetime: at,
      recipients: {
        totalCount: 1,
        totalSentCount: 1,
        totalDeliveredCount: 0,
        totalDeliveryFailedCount: 0,
        items: [item],
      },
    });
  },

  rejections: {
    invalid_destination: error(422, 9, 'no (correct) recipients found', 'recipients'),
    missing_number: error(422, 9, 'no (correct) recipients found', 'recipients'),
    missing_text: error(422, 9, 'body is required', 'body'),
    unauthorized: error(401, 2, 'Request not allowed (incorrect access_key)', 'access_key'),
    insufficient_funds: error(402, 25, 'Not enough balance'),
  },
  defaultRejection: error(422, 10, 'the message was refused'),
  temporaryFailure: error(500, 99, 'Internal error'),

  interpretResponse: heardByHttp,
});

function error(status: number, code: number, description: string, parameter: string | null = null): Reply {
  return json(status, { errors: [{ code, description, parameter }] });
}
