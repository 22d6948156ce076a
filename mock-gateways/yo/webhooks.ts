/** What YO calls an application with: a query. */
import type { GatewayWebhooks } from '../../src/core/model/web-call.ts';
import { withoutPlus } from '../encodings.ts';
import { NO_RECEIPTS, neverRetry, queryCall } from '../webhooks.ts';

export const calls: GatewayWebhooks = {
  inboundWebhook: ({ from, to, text }, { url }) => [
    queryCall(url, [
      ['dest', withoutPlus(to)],
      ['sender', withoutPlus(from)],
      ['message', text],
    ]),
  ],
  deliveryReceipt: NO_RECEIPTS,
  retryPolicy: neverRetry,
};
