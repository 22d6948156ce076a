/** What Infobip calls an application with: JSON with a list of results. */
import type { GatewayWebhooks, ReceiptStatus } from '../../src/core/model/web-call.ts';
import { jsonIn, textAt, withoutPlus } from '../encodings.ts';
import { idForArrived } from '../ids.ts';
import { segmentCount } from '../twilio/segments.ts';
import { jsonCall, none, retryAfter, urlAt } from '../webhooks.ts';

interface Status {
  readonly groupId: number;
  readonly groupName: string;
  readonly id: number;
  readonly name: string;
  readonly description: string;
}

/** DELIVERED_TO_OPERATOR is not final, though its group is DELIVERED. */
const STATUSES: Readonly<Partial<Record<ReceiptStatus, Status>>> = {
  queued: status(1, 'PENDING', 26, 'PENDING_ACCEPTED', 'Message sent to next instance'),
  sending: status(1, 'PENDING', 7, 'PENDING_ENROUTE', 'Message sent to next instance'),
  sent: status(3, 'DELIVERED', 2, 'DELIVERED_TO_OPERATOR', 'Message delivered to operator'),
  delivered: status(3, 'DELIVERED', 5, 'DELIVERED_TO_HANDSET', 'Message delivered to handset'),
  undelivered: status(2, 'UNDELIVERABLE', 9, 'UNDELIVERABLE_NOT_DELIVERED', 'Message sent not delivered'),
  failed: status(5, 'REJECTED', 6, 'REJECTED_NETWORK', 'Network is forbidden'),
  expired: status(4, 'EXPIRED', 15, 'EXPIRED_EXPIRED', 'Message expired'),
};
const NO_ERROR = error(0, 'OK', 0, 'NO_ERROR', 'No Error');
const ABSENT = error(1, 'HANDSET_ERRORS', 27, 'EC_ABSENT_SUBSCRIBER', 'Absent Subscriber');

const MINUTE = 60_000;
/** The n-th repetition waits 1 + n × n minutes: 20 of them in 41 hours and a half. */
const WAITS = Array.from({ length: 20 }, (_, retry) => (1 + retry * retry) * MINUTE);

export const calls: GatewayWebhooks = {
  /** An SMS has `text`; HQ reads `message`, as other channels have it. */
  inboundWebhook({ id, from, to, text, at }, context) {
    const result = {
      messageId: `ib-in-${idForArrived(context, id, 2)}`,
      from: withoutPlus(from),
      to: withoutPlus(to),
      text,
      cleanText: text,
      keyword: '',
      receivedAt: infobipTime(at),
      smsCount: segmentCount(text),
      price: { pricePerMessage: 0, currency: 'EUR' },
      callbackData: '',
      message: { type: 'TEXT', text },
    };
    return [jsonCall(context.url, { results: [result], messageCount: 1, pendingMessageCount: 0 })];
  },

  deliveryReceipt({ gatewayMessageId, to, text, status: news, code, takenAt, at, request }, { url }) {
    const vendorStatus = STATUSES[news];
    if (vendorStatus === undefined) return none(`Infobip has no status for ${news}`);
    const isError = vendorStatus.groupId !== 1 && vendorStatus.groupId !== 3;
    const result = {
      bulkId: textAt(jsonIn(request.body), 'bulkId') || `b-${gatewayMessageId}`,
      messageId: gatewayMessageId,
      to: withoutPlus(to),
      sentAt: infobipTime(takenAt),
      doneAt: infobipTime(at),
      smsCount: segmentCount(text),
      price: { pricePerMessage: 0.01, currency: 'EUR' },
      status: vendorStatus,
      error: isError ? errorOf(code) : NO_ERROR,
    };
    return jsonCall(url, { results: [result] });
  },

  idIn: ({ body }) => textAt(jsonIn(body), 'messages', 0, 'messageId'),
  receiptUrlIn: ({ body }) => urlAt(body, 'messages', 0, 'notifyUrl'),
  retryPolicy: retryAfter(WAITS),
  retrySource: {
    page: 'https://www.infobip.com/docs/sms/api#notify-url',
    readOn: '2026-11-30',
    documents: 'all of it',
  },
};

function errorOf(code: string | undefined) {
  if (code === undefined) return ABSENT;
  return { ...ABSENT, id: Number(code) || 0, name: `EC_${code}`, description: `Error ${code}` };
}

function status(groupId: number, groupName: string, id: number, name: string, description: string): Status {
  return { groupId, groupName, id, name, description };
}

function error(groupId: number, groupName: string, id: number, name: string, description: string) {
  return { groupId, groupName, id, name, description, permanent: false };
}

/** Without the colon of ISO 8601. */
const infobipTime = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');
