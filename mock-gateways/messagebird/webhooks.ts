/** What MessageBird calls an application with: receipts in a query, texts in a form, both with a JWT. */
import type { CallContext, GatewayWebhooks, ReceiptStatus, WebCall } from '../../src/core/model/web-call.ts';
import { setting } from '../define-table.ts';
import { jsonIn, textAt, withoutPlus } from '../encodings.ts';
import { idForArrived } from '../ids.ts';
import { formCall, isoTime, neverRetry, none, type Pairs, queryCall, unixTime, urlAt } from '../webhooks.ts';
import { messageIn } from './several-people.ts';

interface ReportedStatus {
  readonly status: string;
  readonly reason: string;
}
const REPORTED_STATUSES: Readonly<Partial<Record<ReceiptStatus, ReportedStatus>>> = {
  queued: { status: 'scheduled', reason: 'pending DLR' },
  sending: { status: 'buffered', reason: 'pending DLR' },
  sent: { status: 'sent', reason: 'pending DLR' },
  delivered: { status: 'delivered', reason: 'successfully delivered' },
  undelivered: { status: 'delivery_failed', reason: 'unreachable' },
  failed: { status: 'delivery_failed', reason: 'carrier rejected' },
  expired: { status: 'expired', reason: 'DLR not received' },
};

/** How long a signature holds. */
const VALID_SECONDS = 3600;

export const calls: GatewayWebhooks = {
  inboundWebhook({ id, from, to, text, at }, context) {
    const own = idForArrived(context, id, 4);
    const fields: Pairs = [
      ['id', own],
      ['recipient', withoutPlus(to)],
      ['originator', withoutPlus(from)],
      ['body', text],
      ['createdDatetime', offsetTime(at)],
    ];
    return [signed(formCall(context.url, fields), own, at, context)];
  },

  /** A message without a reference of its sender's gets no receipts. */
  deliveryReceipt({ gatewayMessageId, to, status, code, at, request }, context) {
    const vendorStatus = REPORTED_STATUSES[status];
    if (vendorStatus === undefined) return none(`MessageBird has no status for ${status}`);
    const reference = textAt(messageIn(request.body), 'reference');
    if (reference === '') return none('MessageBird reports only on messages that were sent with a reference');
    const fields: Pairs = [
      ['id', gatewayMessageId],
      ['reference', reference],
      ['recipient', withoutPlus(to)],
      ['status', vendorStatus.status],
      ['statusReason', vendorStatus.reason],
      ['statusDatetime', offsetTime(at)],
      ...(code === undefined ? [] : [['statusErrorCode', code] as const]),
    ];
    return signed(queryCall(context.url, fields), `${gatewayMessageId}-${vendorStatus.status}`, at, context);
  },

  idIn: ({ body }) => textAt(jsonIn(body), 'id'),
  receiptUrlIn: ({ body }) => urlAt(body, 'reportUrl'),
  before: ['sent'],
  retryPolicy: neverRetry,
};

const offsetTime = (at: number): string => isoTime(at).replace('Z', '+00:00');

/** The JWT holds hashes of the address and the body. */
function signed(call: WebCall, id: string, at: number, { gateway, hashes }: CallContext): WebCall {
  const now = unixTime(at);
  const claims = {
    iss: 'MessageBird',
    iat: now,
    nbf: now,
    exp: now + VALID_SECONDS,
    jti: id,
    url_hash: hashes.hash('sha256', call.url),
    ...(call.body !== '' && { payload_hash: hashes.hash('sha256', call.body) }),
  };
  const parts = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`;
  const seal = hashes.hmac('sha256', setting(gateway, 'signing_key'), parts, 'base64url');
  return { ...call, headers: { ...call.headers, 'messagebird-signature-jwt': `${parts}.${seal}` } };
}

/** Claims are plain ASCII. */
const base64url = (value: object): string =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
