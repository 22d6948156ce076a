/** What Turn calls an application with: JSON as WhatsApp's own, texts and receipts at one address. */
import type { GatewayWebhooks } from '../../src/core/model/web-call.ts';
import { jsonIn, textAt, withoutPlus } from '../encodings.ts';
import { idForArrived } from '../ids.ts';
import { doubling, jsonCall, none, retryAfter, unixTime } from '../webhooks.ts';
import { whatsappStatuses } from '../whatsapp-statuses.ts';

/** What Turn forwards of WhatsApp's. */
const HEADERS = { 'content-type': 'application/json', 'x-turn-hook-subscription': 'whatsapp' } as const;

const SECOND = 1000;
const MINUTE = 60_000;
/** For a limited time; how long and how often is not documented. */
const WAITS = doubling(5 * SECOND, 5 * MINUTE, 15 * MINUTE);

export const calls: GatewayWebhooks = {
  inboundWebhook({ id, from, text, at }, context) {
    const wa_id = withoutPlus(from);
    const message = {
      from: wa_id,
      id: `ABGG${idForArrived(context, id, 3)}`,
      timestamp: String(unixTime(at)),
      type: 'text',
      text: { body: text },
    };
    const contact = { profile: { name: wa_id }, wa_id };
    return [jsonCall(context.url, { contacts: [contact], messages: [message] }, HEADERS)];
  },

  deliveryReceipt({ gatewayMessageId: id, to, status, code, at }, { url }) {
    const word = whatsappStatuses[status];
    if (word === undefined) return none(`WhatsApp has no status for ${status}`);
    const errors =
      word === 'failed' ? { errors: [{ code: Number(code ?? 470), title: 'Failed to send' }] } : {};
    const vendorStatus = {
      id,
      recipient_id: withoutPlus(to),
      status: word,
      timestamp: String(unixTime(at)),
      ...errors,
    };
    return jsonCall(url, { statuses: [vendorStatus] }, HEADERS);
  },

  idIn: ({ body }) => textAt(jsonIn(body), 'messages', 0, 'id'),
  before: ['sent'],
  retryPolicy: retryAfter(WAITS),
  retrySource: {
    page: 'https://learn.turn.io/l/en/article/ua3s7zn5v1-why-are-you-receiving-webhook-failure-alerts',
    readOn: '2026-11-30',
    documents: 'that it does',
  },
};
