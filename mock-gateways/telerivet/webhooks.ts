/** What Telerivet calls an application with: forms that hold the webhook's secret. */
import type { GatewayWebhooks, ReceiptStatus } from '../../src/core/model/web-call.ts';
import { setting } from '../define-table.ts';
import { jsonIn, textAt } from '../encodings.ts';
import { idForArrived } from '../ids.ts';
import { optionOf } from '../per-gateway.ts';
import { doubling, formCall, none, type Pairs, retryAfter, unixTime, urlAt } from '../webhooks.ts';

const WORDS: Readonly<Partial<Record<ReceiptStatus, string>>> = {
  queued: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'not_delivered',
  failed: 'failed',
  expired: 'not_delivered',
};

const MINUTE = 60_000;
/** Periodically for up to a day; the exact intervals are not documented. */
const WAITS = doubling(MINUTE, 60 * MINUTE, 24 * 60 * MINUTE);

export const calls: GatewayWebhooks = {
  inboundWebhook({ id, from, to, text, at }, context) {
    const { gateway, url } = context;
    const fields: Pairs = [
      ['event', 'incoming_message'],
      ['id', `SM${idForArrived(context, id, 2)}`],
      ['message_type', 'sms'],
      ['content', text],
      ['from_number', from],
      ['from_number_e164', from],
      ['to_number', to],
      ['time_created', String(unixTime(at))],
      ['time_sent', String(unixTime(at))],
      ['contact_id', `CT${from.replace(/\D/g, '')}`],
      ['phone_id', optionOf(gateway, ['phone_id', 'route_id'], 'PN1')],
      ['project_id', setting(gateway, 'project_id', 'PJ1')],
      ['secret', setting(gateway, 'webhook_secret')],
    ];
    return [formCall(url, fields)];
  },

  /** A request may bring the secret of its own receipts. */
  deliveryReceipt({ gatewayMessageId, to, status, code, request }, { gateway, url }) {
    const word = WORDS[status];
    if (word === undefined) return none(`Telerivet has no status for ${status}`);
    const failed = word === 'not_delivered' || word === 'failed';
    const fields: Pairs = [
      ['event', 'send_status'],
      ['id', gatewayMessageId],
      ['status', word],
      ['to_number', to],
      ['secret', textAt(jsonIn(request.body), 'status_secret') || setting(gateway, 'webhook_secret')],
      ...(failed ? [['error_message', code ?? 'Message could not be delivered'] as const] : []),
    ];
    return formCall(url, fields);
  },

  idIn: ({ body }) => textAt(jsonIn(body), 'id'),
  receiptUrlIn: ({ body }) => urlAt(body, 'status_url'),
  before: ['sent'],
  retryPolicy: retryAfter(WAITS, (status) => status === 200),
  retrySource: {
    page: 'https://telerivet.com/api/webhook',
    readOn: '2026-11-30',
    documents: 'how long, not how often',
  },
};
