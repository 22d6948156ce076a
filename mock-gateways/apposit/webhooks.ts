/** What Apposit calls an application with: JSON. */
import type { GatewayWebhooks } from '../../src/core/model/web-call.ts';
import { idForArrived } from '../ids.ts';
import { jsonCall, NO_RECEIPTS, neverRetry } from '../webhooks.ts';

export const calls: GatewayWebhooks = {
  inboundWebhook({ id, from, to, text }, context) {
    const messageId = `ap-in-${idForArrived(context, id, 2)}`;
    return [jsonCall(context.url, { from, to, message: text, messageId })];
  },
  deliveryReceipt: NO_RECEIPTS,
  retryPolicy: neverRetry,
};
