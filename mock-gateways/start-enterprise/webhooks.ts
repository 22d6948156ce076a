/** What Start Enterprise calls an application with: receipts in a query, of which HQ keeps all fields. */
import type { GatewayWebhooks, ReceiptStatus } from '../../src/core/model/web-call.ts';
import { withoutPlus } from '../encodings.ts';
import { neverRetry, none, plainTime, queryCall } from '../webhooks.ts';

/** `msgid` is Start Enterprise's own; the other fields have names of ours. */
const WORDS: Readonly<Partial<Record<ReceiptStatus, string>>> = {
  delivered: 'DELIVRD',
  undelivered: 'UNDELIV',
  failed: 'REJECTD',
  expired: 'EXPIRED',
};

export const calls: GatewayWebhooks = {
  inboundWebhook: none('HQ has no endpoint for texts of this kind'),

  deliveryReceipt({ gatewayMessageId, to, status, at }, { url }) {
    const word = WORDS[status];
    if (word === undefined) return none(`Start Enterprise has no status for ${status}`);
    return queryCall(url, [
      ['msgid', gatewayMessageId],
      ['msisdn', withoutPlus(to)],
      ['status', word],
      ['time', plainTime(at)],
    ]);
  },

  idIn: ({ body }) => idsIn(body)[0] ?? '',
  allIdsIn: ({ body }) => idsIn(body),
  before: [],
  retryPolicy: neverRetry,
};

/** One for each segment, and a receipt for each. */
function idsIn(body: string): string[] {
  return body.trim().split(',');
}
