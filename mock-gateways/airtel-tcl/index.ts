/** Airtel through Tata: JSON in, the bare word `true` out. India only, with the country code taken off. */
import type { Instant } from '../../src/core/model/instant.ts';
import { defineBody, setting } from '../define-table.ts';
import { jsonIn, textAt, valueAt, withoutPlus } from '../encodings.ts';
import { busy, failureText, httpErrorText, takenWithoutId } from '../hq.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { text } from '../reply.ts';

const INDIA_OFFSET_MS = 19_800_000;

export const airtelTcl = defineBody({
  kind: 'airtel_tcl',
  hqApiId: 'AIRTEL_TCL',
  options: ['host_and_port', 'user_name', secret('password'), 'sender_id', 'circle_name', 'campaign_name'],
  hqText: { of: '2020-07-26' },
  host: (gateway) => setting(gateway, 'host_and_port', 'airtel.example'),
  path: '/BULK_API/InstantJsonPush',
  allowedNumber: /^91[6-9]\d{9}$/,
  exampleNumber: '+919812345678',
  headers: () => ({}),

  buildBody({ gateway, at, from, to, text: words }) {
    const isAscii = !/[^\0-\x7f]/.test(words);
    const entry = {
      MSISDN: withoutPlus(to).slice(2),
      OA: optionOf(gateway, ['sender_id'], from ?? ''),
      CIRCLE_NAME: setting(gateway, 'circle_name'),
      CAMPAIGN_NAME: setting(gateway, 'campaign_name'),
      MESSAGE: isAscii ? words : asEntities(words),
      USER_NAME: setting(gateway, 'user_name'),
      CHANNEL: 'SMS',
      ...(!isAscii && { LANG_ID: '2' }),
    };
    return JSON.stringify({ timeStamp: indianTime(at), keyword: 'ICDS', dataSet: [entry] });
  },

  parseBody(body, gateway) {
    const entry = valueAt(jsonIn(body), 'dataSet', 0);
    const national = textAt(entry, 'MSISDN');
    const message = textAt(entry, 'MESSAGE');
    return {
      to: national === '' ? '' : `91${national}`,
      text: textAt(entry, 'LANG_ID') === '2' ? fromEntities(message) : message,
      from: textAt(entry, 'OA'),
      known: textAt(entry, 'USER_NAME') === setting(gateway, 'user_name'),
    };
  },

  acceptedResponse: () => text(200, 'true'),
  rejections: { unauthorized: text(401, 'unauthorized') },
  defaultRejection: text(200, 'false'),
  temporaryFailure: text(503, 'try again later'),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    if (outcome.status !== 200) return busy(httpErrorText(outcome.status));
    return outcome.body.trim() === 'true' ? takenWithoutId : busy(outcome.body.trim());
  },
});

const asEntities = (words: string): string =>
  Array.from(words, (char) => `&#${char.codePointAt(0)};`).join('');

const fromEntities = (message: string): string =>
  message.replace(/&#(\d{1,6});/g, (_, point: string) => String.fromCodePoint(Number(point)));

/** ddMMyyyyHHmmss on India's clock. */
function indianTime(at: Instant): string {
  const [year, month, day, hour, minute, second] = new Date(at + INDIA_OFFSET_MS).toISOString().split(/\D/);
  return `${day}${month}${year}${hour}${minute}${second}`;
}
