/** Megamobile (Philippines): a query in; HQ looks at nothing but the HTTP status. The country code is taken off. */
import { urllibClient } from '../clients.ts';
import { defineForm, setting } from '../define-table.ts';
import { withoutPlus } from '../encodings.ts';
import { busy, heardByHttp } from '../hq.ts';
import { optionOf } from '../per-gateway.ts';
import { quoteUtf8 } from '../percent.ts';
import { text } from '../reply.ts';

const COUNTRY = '63';

export const megamobile = defineForm({
  kind: 'megamobile',
  hqApiId: 'MEGAMOBILE',
  options: ['api_account_name', 'source_identifier'],
  hqText: { of: '2019-08-23' },
  exampleNumber: '+639171234567',
  client: urllibClient,
  method: 'GET',
  host: 'api.mymegamobile.com',
  path: (gateway) => `/${quoteUtf8(setting(gateway, 'api_account_name', 'acc'))}`,

  refuses: ({ to }) =>
    withoutPlus(to).startsWith(COUNTRY) ? undefined : busy('Only Filipino numbers are supported'),
  account: () => [['pid', '0']],
  message: ({ gateway, from, to, text: words }) => [
    ['cel', withoutPlus(to).slice(COUNTRY.length)],
    ['msg', words],
    ['src', optionOf(gateway, ['source_identifier'], from ?? '')],
  ],
  names: { to: 'cel', text: 'msg', from: 'src' },
  decodeNumber: (national) => (national === '' ? '' : COUNTRY + national),

  /** What it really answers is not known: HQ reads none of it. */
  acceptedResponse: () => text(200, 'OK'),
  rejections: { not_found: text(404, 'not found') },
  otherAccounts: /^\/[^/]+$/,
  defaultRejection: text(400, 'refused'),
  temporaryFailure: text(503, 'try again later'),

  interpretResponse: heardByHttp,
});
