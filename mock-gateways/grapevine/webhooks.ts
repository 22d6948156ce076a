/** What Grapevine calls an application with: XML in a form's field. HQ passes over its receipts. */
import type { GatewayWebhooks, ReceiptStatus } from '../../src/core/model/web-call.ts';
import { withoutPlus } from '../encodings.ts';
import { formCall, isoTime, neverRetry } from '../webhooks.ts';
import { escapeXml } from '../xml.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** In words of our own: which ones Grapevine has is not known. */
const WORDS: Readonly<Partial<Record<ReceiptStatus, string>>> = {
  delivered: 'DELIVERED',
  undelivered: 'UNDELIVERED',
  expired: 'EXPIRED',
};

export const calls: GatewayWebhooks = {
  inboundWebhook({ from, to, text, at }, { url }) {
    const xml =
      `${DECLARATION}<gviSms><smsDateTime>${localTime(at)}</smsDateTime>` +
      `<gatewayIdentifier>drysend</gatewayIdentifier><cellNumber>${escapeXml(withoutPlus(from))}</cellNumber>` +
      `<smsLocation>${escapeXml(withoutPlus(to))}</smsLocation><content>${escapeXml(text)}</content></gviSms>`;
    return [formCall(url, [['XML', xml]])];
  },

  deliveryReceipt({ to, status, at }, { url }) {
    const xml =
      `${DECLARATION}<gviSmsResponse><responseDateTime>${localTime(at)}</responseDateTime>` +
      `<recipient><msisdn>${escapeXml(withoutPlus(to))}</msisdn></recipient>` +
      `<responseType>receipt</responseType><response>${WORDS[status] ?? status.toUpperCase()}</response></gviSmsResponse>`;
    return formCall(url, [['XML', xml]]);
  },
  retryPolicy: neverRetry,
};

/** Without a zone. */
const localTime = (at: number): string => isoTime(at).slice(0, 19);
