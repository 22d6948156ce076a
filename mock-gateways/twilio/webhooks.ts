/** What Twilio calls an application with: signed forms; the answer to a text may hold TwiML. */
import type { CallContext, GatewayWebhooks, WebCall } from '../../src/core/model/web-call.ts';
import { jsonIn, textAt } from '../encodings.ts';
import { idForArrived } from '../ids.ts';
import { fieldOf, quoteUtf8, unquote } from '../percent.ts';
import { formCall, type Pairs } from '../webhooks.ts';
import { accountOf, TEST_SENDER } from './account.ts';
import { overriddenRetries } from './retries.ts';
import { segmentCount } from './segments.ts';
import { repliesIn } from './twiml.ts';

const VERSION = '2010-04-01';
/** Twilio's errors of an address that did not take a call. */
const CONNECTION_FAILED = '11205';
const RETRIEVAL_FAILED = '11200';
/** Twilio reports places of American numbers only; the country is left blank here. */
const PLACES = ['ToCountry', 'ToState', 'ToCity', 'ToZip', 'FromCountry', 'FromState', 'FromCity', 'FromZip'];

export const calls: GatewayWebhooks = {
  inboundWebhook({ id, from, to, text }, context) {
    const sid = `SM${idForArrived(context, id, 4)}`;
    const fields: Pairs = [
      ...PLACES.map((name) => [name, ''] as const),
      ['SmsMessageSid', sid],
      ['NumMedia', '0'],
      ['SmsSid', sid],
      ['SmsStatus', 'received'],
      ['Body', text],
      ['To', to],
      ['NumSegments', String(segmentCount(text))],
      ['MessageSid', sid],
      ['AccountSid', accountOf(context.gateway).sid],
      ['From', from],
      ['ApiVersion', VERSION],
    ];
    return [signedCall(fields, context)];
  },

  deliveryReceipt({ gatewayMessageId: sid, to, from, status, code }, context) {
    const { gateway } = context;
    const service = from.startsWith('MG') ? from : undefined;
    const failed = status === 'undelivered' || status === 'failed';
    const errorCode = code ?? (failed ? '30008' : undefined);
    const word = status === 'expired' ? 'undelivered' : status;
    const fields: Pairs = [
      ['SmsSid', sid],
      ['SmsStatus', word],
      ['MessageStatus', word],
      ['To', to],
      ...(service === undefined ? [] : [['MessagingServiceSid', service] as const]),
      ['MessageSid', sid],
      ['AccountSid', accountOf(gateway).sid],
      ['From', service === undefined ? from : (gateway.numbers[0] ?? TEST_SENDER)],
      ['ApiVersion', VERSION],
      ...(errorCode === undefined ? [] : [['ErrorCode', errorCode] as const]),
    ];
    return signedCall(fields, context);
  },

  idIn: ({ body }) => textAt(jsonIn(body), 'sid'),
  receiptUrlIn: ({ body }) => fieldOf(body, 'StatusCallback'),
  before: ['queued', 'sending', 'sent'],
  retryPolicy: overriddenRetries,
  retrySource: {
    page: 'https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides',
    readOn: '2026-11-30',
    documents: 'all of it',
  },
  parseReplies: repliesIn,

  /** The same fields, with what went wrong at the first address. */
  fallback({ url, body }, outcome, context) {
    const fields = body.split('&').map((pair): Pairs[number] => {
      const equals = pair.indexOf('=');
      return [unquote(pair.slice(0, equals)), unquote(pair.slice(equals + 1))];
    });
    const code = outcome === 'no connection' ? CONNECTION_FAILED : RETRIEVAL_FAILED;
    return signedCall([...fields, ['ErrorCode', code], ['ErrorUrl', url]], context);
  },

  sendReply({ to, from, text, receiptUrl }, gateway) {
    const { path, headers } = accountOf(gateway);
    const callback = receiptUrl === undefined ? '' : `&StatusCallback=${quoteUtf8(receiptUrl)}`;
    const body = `To=${quoteUtf8(to)}&From=${quoteUtf8(from)}&Body=${quoteUtf8(text)}${callback}`;
    return { method: 'POST', path, headers, body };
  },
};

/** The signature covers the address and every field, in the order of their names. */
function signedCall(fields: Pairs, { gateway, url: address, hashes }: CallContext): WebCall {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  const signed = address + sorted.map(([name, value]) => name + value).join('');
  const signature = hashes.hmac('sha1', accountOf(gateway).token, signed, 'base64');
  return formCall(address, fields, { 'x-twilio-signature': signature });
}
