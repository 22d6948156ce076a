/** Jobs for the webhook dispatcher: incoming texts, handshakes and delivery receipts. */
import type { Gateway } from '../../core/model/gateway.ts';
import type { GatewayWebhooks, ReceiptStatus, WebCall } from '../../core/model/web-call.ts';
import type { Recorded } from '../recorder/recorder.ts';
import { asSent } from './addresses.ts';
import type { WebhookJob } from './dispatcher.ts';
import { hashes } from './node-hashes.ts';
import { deliveryReportOf } from './receipts-for.ts';

/** A text, or a part of one, that goes to an application. */
export const textJob = (
  gateway: Gateway,
  calls: GatewayWebhooks,
  url: string,
  call: WebCall,
  onAnswer: NonNullable<WebhookJob['onAnswer']>,
  fallback?: WebhookJob['fallback'],
): WebhookJob => ({
  gateway: gateway.name,
  kind: gateway.type,
  about: 'inbound',
  url,
  retryPolicy: calls.retryPolicy(url),
  write: () => call,
  onAnswer,
  ...(fallback && { fallback }),
});

/** The handshake of a gateway. `isConfirmed`: the application must also fetch the address that it is given. */
export const handshakeJob = (
  gateway: Gateway,
  calls: GatewayWebhooks,
  url: string,
  base: string,
): WebhookJob => {
  const introduction = (at: number, id: string) => {
    const confirmUrl = `${base}/__admin/webhooks/${id}/confirmation`;
    return calls.handshake?.({ id: `${at} ${id}`, confirmUrl, at }, { gateway, url: asSent(url), hashes });
  };
  return {
    gateway: gateway.name,
    kind: gateway.type,
    about: 'introduction',
    url,
    retryPolicy: { ...calls.retryPolicy(url), waitsMs: [] },
    write: (at, id) =>
      introduction(at, id)?.call ?? { none: `a ${gateway.type} gateway does not introduce itself` },
    onAnswer(answer, { id, attempts, confirmedAt }) {
      const asked = introduction(attempts[0]?.at ?? 0, id);
      const unconfirmed = asked?.isConfirmed && confirmedAt === undefined;
      const problem = unconfirmed ? 'SubscribeURL has not been fetched yet' : asked?.lacks(answer);
      return problem === undefined ? {} : { problem };
    },
  };
};

/** A delivery receipt for a recorded message; it has the time at which it leaves. */
export const receiptJob = (
  gateway: Gateway,
  calls: GatewayWebhooks,
  recorded: Recorded,
  url: string,
  { status, code }: { readonly status: ReceiptStatus; readonly code?: string | undefined },
  gatewayMessageId?: string,
): WebhookJob => ({
  gateway: gateway.name,
  kind: gateway.type,
  about: 'receipt',
  message: recorded.id,
  status,
  url,
  retryPolicy: calls.retryPolicy(url),
  write(at) {
    if ('none' in calls.deliveryReceipt) return calls.deliveryReceipt;
    const first = deliveryReportOf(recorded, calls, status, code, at);
    const report = gatewayMessageId === undefined ? first : { ...first, gatewayMessageId };
    return calls.deliveryReceipt(report, { gateway, url: asSent(url), hashes });
  },
});
