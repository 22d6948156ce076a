/** Karix: JSON with its key inside, a status code that is text. India only. */

import type { Gateway } from '../../src/core/model/gateway.ts';
import type { GatewayKind } from '../../src/core/model/wire.ts';
import type { GatewayDefinition, Reply } from '../define-gateway.ts';
import { defineBody, setting } from '../define-table.ts';
import { base64, jsonIn, textAt, valueAt, withoutPlus } from '../encodings.ts';
import { busy, failureText, httpErrorText, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { json, text } from '../reply.ts';
import { severalPeople } from './several-people.ts';

/** Also REST_TCL, which is the same service under another host. */
export function defineKarix(
  { kind, hqApiId, hqText }: Pick<GatewayDefinition, 'kind' | 'hqApiId' | 'hqText'>,
  host: string,
  path: string,
): GatewayKind {
  return defineBody({
    kind,
    hqApiId,
    options: ['username', secret('password'), secret('access_key'), 'sender_id'],
    ...(hqText && { hqText }),
    host,
    path,
    allowedNumber: /^91\d{2,}$/,
    alikeNumbers: /^\+91[0-9]{8,12}$/,
    exampleNumber: '+919812345678',
    headers: () => ({}),

    buildBody({ gateway, from, to, text: words }) {
      const type = isAscii(words) ? 'PM' : 'UC';
      const send = optionOf(gateway, ['sender_id'], from ?? '');
      const message = { dest: [withoutPlus(to)], send, text: words, type, vp: '1440' };
      return JSON.stringify({ ver: '1.0', key: keyOf(gateway), messages: [message] });
    },

    parseBody(body, gateway) {
      const value = jsonIn(body);
      const message = valueAt(value, 'messages', 0);
      const known = textAt(value, 'key') === keyOf(gateway);
      return {
        to: textAt(message, 'dest', 0),
        text: textAt(message, 'text'),
        from: textAt(message, 'send'),
        known,
      };
    },

    severalPeople,

    unsupported: ({ body }) =>
      textAt(jsonIn(body), 'sch_at') === '' ? undefined : 'scheduled messages (sch_at)',

    acceptedResponse: (_, context) =>
      json(200, { ackid: `ack-${idFor(context, 2)}`, status: { code: '200', desc: 'Request accepted' } }),

    rejections: {
      invalid_destination: status('-13', 'Rejected: invalid destination'),
      unauthorized: status('-10', 'Rejected: invalid key'),
      insufficient_funds: status('-12', 'Rejected: no credits'),
      missing_text: status('-15', 'Rejected: text is missing'),
    },
    defaultRejection: status('-13', 'Rejected'),
    temporaryFailure: text(503, 'try again later'),

    interpretResponse(outcome) {
      if (outcome.failure !== undefined) return busy(failureText(outcome));
      if (outcome.status !== 200) return busy(httpErrorText(outcome.status));
      const value = jsonIn(outcome.body);
      if (valueAt(value, 'status', 'code') === '200') return taken(textAt(value, 'ackid'));
      return busy(textAt(value, 'status', 'desc') || 'The response could not be read');
    },
  });
}

/** HQ makes its key of user and password; Karix's document calls it an access key that it gives out. */
const keyOf = (gateway: Gateway): string =>
  setting(gateway, 'access_key', base64(`${setting(gateway, 'username')}:${setting(gateway, 'password')}`));

const isAscii = (words: string): boolean => !/[^\0-\x7f]/.test(words);

function status(code: string, desc: string): Reply {
  return json(200, { status: { code, desc } });
}

export const karix = defineKarix(
  { kind: 'karix', hqApiId: 'KARIX', hqText: { of: '2019-08-23', gone: 'removed on 2020-06-12' } },
  'japi.instaalerts.zone',
  '/httpapi/JsonReceiver',
);
