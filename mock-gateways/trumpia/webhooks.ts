/** What Trumpia calls an application with: XML in a query's field. */
import type { GatewayWebhooks } from '../../src/core/model/web-call.ts';
import { withoutPlus } from '../encodings.ts';
import { idForArrived } from '../ids.ts';
import { NO_RECEIPTS, neverRetry, queryCall } from '../webhooks.ts';
import { escapeXml } from '../xml.ts';

export const calls: GatewayWebhooks = {
  inboundWebhook({ id, from, text }, context) {
    const number = (words: number, part: number): string =>
      String(Number.parseInt(idForArrived(context, `${id} ${part}`, words), 16));
    const xml =
      `<?xml version="1.0" encoding="UTF-8"?><TRUMPIA><PUSH_ID>${number(1, 0)}</PUSH_ID>` +
      `<INBOUND_ID>${number(1, 1)}</INBOUND_ID><SUBSCRIPTION_UID>${number(1, 2)}</SUBSCRIPTION_UID>` +
      `<PHONENUMBER>${escapeXml(withoutPlus(from))}</PHONENUMBER><KEYWORD>REPLY</KEYWORD>` +
      `<CONTENTS>${escapeXml(text)}</CONTENTS><ATTACHMENT></ATTACHMENT></TRUMPIA>`;
    return [queryCall(context.url, [['xml', xml]])];
  },
  deliveryReceipt: NO_RECEIPTS,
  retryPolicy: neverRetry,
};
