/** What Tropo called an application with: JSON of a session. */
import type { GatewayWebhooks } from '../../src/core/model/web-call.ts';
import { jsonCall, NO_RECEIPTS, neverRetry } from '../webhooks.ts';

export const calls: GatewayWebhooks = {
  inboundWebhook: ({ from, text }, { url }) => [
    jsonCall(url, { session: { from: { id: from }, initialText: text } }),
  ],
  deliveryReceipt: NO_RECEIPTS,
  retryPolicy: neverRetry,
};
