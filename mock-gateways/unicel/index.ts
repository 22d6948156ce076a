/** Unicel: a query in; HQ looks at nothing but the HTTP status. */
import { urllibClient } from '../clients.ts';
import { defineForm, setting } from '../define-table.ts';
import { fromUtf16Hex, toUtf16Hex, withoutPlus } from '../encodings.ts';
import { heardByHttp } from '../hq.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { fieldOf } from '../percent.ts';
import { text } from '../reply.ts';
import { calls } from './webhooks.ts';

const UCS2 = '8';

export const unicel = defineForm({
  kind: 'unicel',
  client: urllibClient,
  hqApiId: 'UNICEL',
  options: ['username', secret('password'), 'sender'],
  hqText: { of: '2019-09-05' },
  webhooks: calls,
  method: 'GET',
  host: 'www.unicel.in',
  path: '/SendSMS/sendmsg.php',
  account: (gateway) => [
    ['uname', setting(gateway, 'username')],
    ['pass', setting(gateway, 'password')],
  ],

  message({ gateway, from, to, text: words }) {
    const isAscii = !/[^\0-\x7f]/.test(words);
    return [
      ['dest', withoutPlus(to)],
      ['send', optionOf(gateway, ['sender'], from ?? '')],
      ['msg', isAscii ? words : toUtf16Hex(words).toUpperCase()],
      ...(isAscii
        ? []
        : ([
            ['udhi', '0'],
            ['dcs', UCS2],
          ] as const)),
    ];
  },
  names: { to: 'dest', text: 'msg', from: 'send' },
  decodeText: (encoded, form) => (fieldOf(form, 'dcs') === UCS2 ? fromUtf16Hex(encoded) : encoded),

  acceptedResponse: () => text(200, 'sent'),
  rejections: { unauthorized: text(401, 'unknown user') },
  defaultRejection: text(400, 'refused'),
  temporaryFailure: text(503, 'try again later'),

  interpretResponse: heardByHttp,
});
