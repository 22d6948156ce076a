/** What Starfish calls an application with: number and text in the query, also of a POST. */
import type { GatewayWebhooks } from '../../src/core/model/web-call.ts';
import { withoutPlus } from '../encodings.ts';
import { NO_RECEIPTS, neverRetry, queryCall } from '../webhooks.ts';

export const calls: GatewayWebhooks = {
  inboundWebhook: ({ from, text }, { url }) => [
    queryCall(url, [
      ['msisdn', withoutPlus(from)],
      ['message', text],
    ]),
  ],
  deliveryReceipt: NO_RECEIPTS,
  retryPolicy: neverRetry,
};
