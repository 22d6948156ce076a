/** What SMSGH calls an application with: a query. */
import type { GatewayWebhooks } from '../../src/core/model/web-call.ts';
import { NO_RECEIPTS, neverRetry, queryCall } from '../webhooks.ts';

export const calls: GatewayWebhooks = {
  inboundWebhook: ({ from, to, text }, { url }) => [
    queryCall(url, [
      ['snr', from],
      ['msg', text],
      ['to', to],
    ]),
  ],
  deliveryReceipt: NO_RECEIPTS,
  retryPolicy: neverRetry,
};
