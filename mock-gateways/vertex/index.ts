/** Vertex (smsjust): a query in, one line out; HQ does not look at the HTTP status. */
import { defineForm, setting } from '../define-table.ts';
import { withoutPlus } from '../encodings.ts';
import { busy, failureText, refused, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { text } from '../reply.ts';

/** Python's own digits; a line end behind is let pass. */
const TAKEN = /^\p{Nd}+-20\p{Nd}{2}_\p{Nd}{2}_\p{Nd}{2}\n?$/u;
const INVALID_NUMBER = 'ES1009';
const FINAL_START = /^ES(?:1001|1002|1004|1007|1013)/;
const FINAL = ['Message is blank', 'Account is Expire', 'You have Exceeded your SMS Limit.'];

export const vertex = defineForm({
  kind: 'vertex',
  hqApiId: 'VERTEX',
  options: ['username', secret('password'), 'sender_id'],
  hqText: { of: '2019-08-24; 91 only since 2017-06-09' },
  method: 'GET',
  host: 'www.smsjust.com',
  path: '/sms/user/urlsms.php',
  allowedNumber: /^91\d{2,}$/,
  exampleNumber: '+919812345678',
  account: (gateway) => [
    ['username', setting(gateway, 'username')],
    ['pass', setting(gateway, 'password')],
  ],

  message: ({ gateway, from, to, text: words }) => [
    ['senderid', optionOf(gateway, ['sender_id'], from ?? '')],
    ['response', 'Y'],
    ['dest_mobileno', withoutPlus(to)],
    ['msgtype', /[^\0-\x7f]/.test(words) ? 'UNI' : 'TXT'],
    ['message', words],
  ],
  names: { to: 'dest_mobileno', text: 'message', from: 'senderid' },

  acceptedResponse: (_, context) =>
    text(200, `${Number.parseInt(idFor(context, 1), 16)}-${dayOf(context.at)}`),

  rejections: {
    invalid_destination: text(200, 'ES1009 Sorry unable to process'),
    missing_number: text(200, 'ES1009 Sorry unable to process'),
    missing_text: text(200, 'Message is blank'),
    unauthorized: text(200, 'ES1001 Authentication failed'),
    insufficient_funds: text(200, 'You have Exceeded your SMS Limit.'),
    bad_sender: text(200, 'ES1007 Invalid sender'),
  },
  defaultRejection: text(200, 'ES1100 refused'),
  temporaryFailure: text(503, 'try again later'),

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    const line = outcome.body;
    if (TAKEN.test(line)) return taken(line);
    if (line.startsWith(INVALID_NUMBER)) return refused('INVALID_DESTINATION_NUMBER');
    return FINAL_START.test(line) || FINAL.includes(line)
      ? refused('TOO_MANY_UNSUCCESSFUL_ATTEMPTS', line)
      : busy(line);
  },
});

/** `2026_11_16`. */
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10).replaceAll('-', '_');
