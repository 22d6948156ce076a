/** What AWS Pinpoint calls an application with: an SNS notification around the text. It is not signed. */
import type { CallContext, GatewayWebhooks, WebCall } from '../../src/core/model/web-call.ts';
import { setting } from '../define-table.ts';
import { jsonIn, valueAt } from '../encodings.ts';
import { idForArrived } from '../ids.ts';
import { none } from '../webhooks.ts';

const SECOND = 1000;
const TOO_MANY = 429;

export const calls: GatewayWebhooks = {
  inboundWebhook({ id, from, to, text, at }, context) {
    const messageId = idForArrived(context, id, 4);
    const message = {
      originationNumber: from,
      destinationNumber: to,
      messageKeyword: 'K',
      messageBody: text,
      inboundMessageId: `pp-in-${messageId}`,
    };
    return [envelope('Notification', messageId, at, { Message: JSON.stringify(message) }, context)];
  },

  /** SNS brings nothing to an address until its owner has fetched the SubscribeURL. */
  handshake({ id, confirmUrl, at }, context) {
    const messageId = idForArrived(context, id, 4);
    const Message = 'Fetch the SubscribeURL to confirm the subscription.';
    const news = { Token: idForArrived(context, id, 8), Message, SubscribeURL: confirmUrl };
    const call = envelope('SubscriptionConfirmation', messageId, at, news, context);
    return { call, lacks: () => undefined, isConfirmed: true };
  },

  deliveryReceipt: none('its events leave by Kinesis or EventBridge, not by a call'),

  idIn({ body }) {
    const results = valueAt(jsonIn(body), 'Result');
    const [first] = typeof results === 'object' && results !== null ? Object.values(results) : [];
    const id = valueAt(first, 'MessageId');
    return typeof id === 'string' ? id : '';
  },
  /** SNS's usual policy: three more times, every 20 seconds; what the receiver refuses is not repeated. */
  retryPolicy: () => ({
    waitsMs: [20 * SECOND, 20 * SECOND, 20 * SECOND],
    isTaken: (status) => status >= 200 && status < 300,
    isRepeated: (outcome) => typeof outcome === 'string' || outcome >= 500 || outcome === TOO_MANY,
  }),
  retrySource: {
    page: 'https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.retry.html',
    readOn: '2026-11-30',
    documents: 'all of it',
  },
};

function envelope(
  Type: string,
  MessageId: string,
  at: number,
  news: object,
  { gateway, url }: CallContext,
): WebCall {
  const TopicArn = `arn:aws:sns:${setting(gateway, 'region', 'us-east-1')}:000000000000:${gateway.name}`;
  const headers = {
    'content-type': 'text/plain; charset=UTF-8',
    'x-amz-sns-message-type': Type,
    'x-amz-sns-message-id': MessageId,
    'x-amz-sns-topic-arn': TopicArn,
  };
  const body = { Type, MessageId, TopicArn, ...news, Timestamp: new Date(at).toISOString() };
  return { method: 'POST', url, headers, body: JSON.stringify(body) };
}
