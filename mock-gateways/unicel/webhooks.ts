/** What Unicel calls an application with: a query; text that is not ASCII in hex. */
import type { GatewayWebhooks } from '../../src/core/model/web-call.ts';
import { toUtf16Hex, withoutPlus } from '../encodings.ts';
import { idForArrived } from '../ids.ts';
import { NO_RECEIPTS, neverRetry, queryCall } from '../webhooks.ts';

const UCS2 = '8';

export const calls: GatewayWebhooks = {
  inboundWebhook({ id, from, text }, context) {
    const isAscii = !/[^\0-\x7f]/.test(text);
    return [
      queryCall(context.url, [
        ['send', withoutPlus(from)],
        ['msg', isAscii ? text : toUtf16Hex(text).toUpperCase()],
        ['UDHI', '0'],
        ['MID', idForArrived(context, id, 2)],
        ['DCS', isAscii ? '0' : UCS2],
      ]),
    ];
  },
  deliveryReceipt: NO_RECEIPTS,
  retryPolicy: neverRetry,
};
