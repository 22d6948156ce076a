/**
 * What Push calls an application with: XML, a field for the number and one for the text. HQ's reader fails on white
 * space between them.
 */
import type { GatewayWebhooks } from '../../src/core/model/web-call.ts';
import { withoutPlus } from '../encodings.ts';
import { NO_RECEIPTS, neverRetry, xmlCall } from '../webhooks.ts';
import { escapeXml } from '../xml.ts';

export const calls: GatewayWebhooks = {
  inboundWebhook({ from, text }, { url }) {
    const fields = field('MobileNumber', withoutPlus(from)) + field('Text', text);
    return [xmlCall(url, `<?xml version="1.0" encoding="UTF-8"?><bspostevent>${fields}</bspostevent>`)];
  },
  deliveryReceipt: NO_RECEIPTS,
  retryPolicy: neverRetry,
};

const field = (name: string, value: string): string =>
  `<field name="${name}" type="string">${escapeXml(value)}</field>`;
