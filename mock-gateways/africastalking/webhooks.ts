/** What Africa's Talking calls an application with: plain forms. */
import type { GatewayWebhooks, ReceiptStatus } from '../../src/core/model/web-call.ts';
import { jsonIn, textAt } from '../encodings.ts';
import { idForArrived } from '../ids.ts';
import { formCall, neverRetry, none, type Pairs, plainTime } from '../webhooks.ts';

const NETWORK = '63902';

const WORDS: Readonly<Partial<Record<ReceiptStatus, string>>> = {
  queued: 'Buffered',
  sending: 'Submitted',
  sent: 'Sent',
  delivered: 'Success',
  undelivered: 'Failed',
  failed: 'Rejected',
  expired: 'Expired',
};
const FAILURES: ReadonlySet<string> = new Set(['Failed', 'Rejected']);

export const calls: GatewayWebhooks = {
  inboundWebhook({ id, from, to, text, at }, context) {
    const own = idForArrived(context, id, 2);
    const fields: Pairs = [
      ['id', `at-in-${own}`],
      ['text', text],
      ['from', from],
      ['to', to],
      ['date', plainTime(at)],
      ['linkId', own],
      ['networkCode', NETWORK],
    ];
    return [formCall(context.url, fields)];
  },

  deliveryReceipt({ gatewayMessageId, to, status, code }, { url }) {
    const word = WORDS[status];
    if (word === undefined) return none(`Africa's Talking has no status for ${status}`);
    const fields: Pairs = [
      ['id', gatewayMessageId],
      ['status', word],
      ['phoneNumber', to],
      ['networkCode', NETWORK],
      ['retryCount', '0'],
      ...(FAILURES.has(word) ? [['failureReason', code ?? 'DeliveryFailure'] as const] : []),
    ];
    return formCall(url, fields);
  },

  idIn: ({ body }) => textAt(jsonIn(body), 'SMSMessageData', 'Recipients', 0, 'messageId'),
  before: ['sent'],
  retryPolicy: neverRetry,
};
