/** Start Enterprise: a query in, one id for each segment out. India only. */
import { defineForm, setting } from '../define-table.ts';
import { fromUtf16Hex, toUtf16Hex, withoutPlus } from '../encodings.ts';
import { busy, failureText, httpErrorText, refused, takenWithoutId } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { fieldOf } from '../percent.ts';
import { text } from '../reply.ts';
import { segmentCount } from '../twilio/segments.ts';
import { calls } from './webhooks.ts';

const ASCII = '4';
const UNICODE = '5';
/** One id for each segment; a line end behind is let pass. */
const TAKEN = /^\p{Nd}+-\p{Nd}+(?:,\p{Nd}+-\p{Nd}+)*\n?$/u;
const FINAL = [
  'Invalid UserName',
  'Invalid Password',
  'Account Blocked',
  'Please Validate IP',
  'Insufficient Funds',
  'SenderID Not Validated',
  'SenderID Not Approved',
];

export const startEnterprise = defineForm({
  kind: 'start_enterprise',
  hqApiId: 'START_ENT',
  options: ['username', secret('password'), 'sender_id'],
  hqText: { of: '2019-08-23' },
  webhooks: calls,
  method: 'GET',
  host: '103.16.59.36',
  path: '/MtSendSMS/SingleSMS.aspx',
  allowedNumber: /^91\d{2,}$/,
  exampleNumber: '+919812345678',
  account: (gateway) => [
    ['usr', setting(gateway, 'username')],
    ['pass', setting(gateway, 'password')],
  ],

  message({ gateway, from, to, text: words }) {
    const isAscii = !/[^\0-\x7f]/.test(words);
    return [
      ['msisdn', withoutPlus(to)],
      ['sid', optionOf(gateway, ['sender_id'], from ?? '')],
      ['mt', isAscii ? ASCII : UNICODE],
      ['msg', isAscii ? words : toUtf16Hex(words).toUpperCase()],
    ];
  },
  names: { to: 'msisdn', text: 'msg', from: 'sid' },
  decodeText: (encoded, form) => (fieldOf(form, 'mt') === UNICODE ? fromUtf16Hex(encoded) : encoded),

  /** An id of two numbers for each segment. */
  acceptedResponse({ text: words }, context) {
    const hex = idFor(context, 2 * segmentCount(words)).match(/.{8}/g) ?? [];
    const numbers = hex.map((word) => Number.parseInt(word, 16));
    const ids = numbers.flatMap((number, index) =>
      index % 2 === 0 ? [`${number}-${numbers[index + 1]}`] : [],
    );
    return text(200, ids.join(','));
  },
  rejections: {
    unauthorized: text(200, 'Invalid Password'),
    insufficient_funds: text(200, 'Insufficient Funds'),
    bad_sender: text(200, 'SenderID Not Validated'),
    blocked: text(200, 'Account Blocked'),
    invalid_destination: text(200, 'Invalid Mobile Number'),
  },
  defaultRejection: text(200, 'Refused'),
  temporaryFailure: text(503, 'try again later'),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    if (outcome.status !== 200) return busy(httpErrorText(outcome.status));
    const line = outcome.body;
    if (TAKEN.test(line)) return takenWithoutId;
    return FINAL.includes(line) ? refused('TOO_MANY_UNSUCCESSFUL_ATTEMPTS', line) : busy(line);
  },
});
