/** What Vonage calls an application with: forms, a long text in parts; signed when there is a secret. */
import type { CallContext, GatewayWebhooks, ReceiptStatus, WebCall } from '../../src/core/model/web-call.ts';
import { setting } from '../define-table.ts';
import { jsonIn, textAt, withoutPlus } from '../encodings.ts';
import { idForArrived } from '../ids.ts';
import { optionOf } from '../per-gateway.ts';
import { isGsm7, partsOf } from '../twilio/segments.ts';
import { doubling, formCall, none, type Pairs, plainTime, retryAfter, urlAt } from '../webhooks.ts';

const NETWORK = '12345';

interface ReportedStatus {
  readonly status: string;
  readonly code: string;
}
const REPORTED_STATUSES: Readonly<Partial<Record<ReceiptStatus, ReportedStatus>>> = {
  queued: { status: 'buffered', code: '0' },
  sending: { status: 'buffered', code: '0' },
  sent: { status: 'accepted', code: '0' },
  delivered: { status: 'delivered', code: '0' },
  undelivered: { status: 'failed', code: '6' },
  failed: { status: 'rejected', code: '99' },
  expired: { status: 'expired', code: '1' },
};

const SECOND = 1000;
const MINUTE = 60_000;
/** From 5 seconds, doubling to a quarter of an hour, for 24 hours. */
const WAITS = doubling(5 * SECOND, 15 * MINUTE, 24 * 60 * MINUTE);

export const calls: GatewayWebhooks = {
  inboundWebhook({ id, from, to, text, at }, context) {
    const parts = partsOf(text);
    const ref = String(Number.parseInt(idForArrived(context, id, 1).slice(0, 2), 16));
    return parts.map((part, index) => {
      const concat: Pairs = [
        ['concat', 'true'],
        ['concat-ref', ref],
        ['concat-total', String(parts.length)],
        ['concat-part', String(index + 1)],
      ];
      const fields: Pairs = [
        ['msisdn', withoutPlus(from)],
        ['to', withoutPlus(to)],
        ['messageId', idForArrived(context, `${id} ${index}`, 2).toUpperCase()],
        ['text', part],
        ['type', isGsm7(text) ? 'text' : 'unicode'],
        ['keyword', (text.trim().split(/\s/)[0] ?? '').toUpperCase()],
        ['api-key', setting(context.gateway, 'api_key')],
        ['message-timestamp', plainTime(at)],
        ...(parts.length > 1 ? concat : []),
      ];
      return sealed(fields, at, context);
    });
  },

  /** `to` is whom the message came from; `msisdn` is the phone. */
  deliveryReceipt({ gatewayMessageId, to, from, status, code, takenAt, at }, context) {
    const vendorStatus = REPORTED_STATUSES[status];
    if (vendorStatus === undefined) return none(`Vonage has no status for ${status}`);
    const scts = plainTime(takenAt).replace(/\D/g, '').slice(2, 12);
    const fields: Pairs = [
      ['msisdn', withoutPlus(to)],
      ['to', withoutPlus(from)],
      ['network-code', NETWORK],
      ['messageId', gatewayMessageId],
      ['price', '0.03330000'],
      ['status', vendorStatus.status],
      ['scts', scts],
      ['err-code', vendorStatus.code === '0' ? vendorStatus.code : (code ?? vendorStatus.code)],
      ['api-key', setting(context.gateway, 'api_key')],
      ['message-timestamp', plainTime(at)],
    ];
    return sealed(fields, at, context);
  },

  idIn: ({ body }) => textAt(jsonIn(body), 'messages', 0, 'message-id'),
  receiptUrlIn: ({ body }) => urlAt(body, 'callback'),
  before: ['sent'],
  retryPolicy: retryAfter(WAITS, (status) => status === 200 || status === 204),
  retrySource: {
    page: 'https://api.support.vonage.com/hc/en-us/articles/360028543292',
    readOn: '2026-11-30',
    documents: 'all of it',
  },
};

/** The MD5 hash signature: the fields by name, their values without `&` and `=`, and the secret. */
function sealed(fields: Pairs, at: number, { gateway, url, hashes }: CallContext): WebCall {
  const secret = optionOf(gateway, ['signature_secret'], '');
  if (secret === '') return formCall(url, fields);
  const timed: Pairs = [...fields, ['timestamp', String(Math.floor(at / SECOND))]];
  const signed = [...timed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `&${name}=${value.replace(/[&=]/g, '_')}`);
  return formCall(url, [...timed, ['sig', hashes.hash('md5', signed.join('') + secret)]]);
}
