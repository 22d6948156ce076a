/** Texts and receipts, made ready for the courier. */
import type { Gateway } from '../../core/model/gateway.ts';
import type { GatewayWebhooks, ReceiptStatus, WebCall } from '../../core/model/web-call.ts';
import type { Recorded } from '../recorder/recorder.ts';
import { asSent } from './addresses.ts';
import type { Parcel } from './courier.ts';
import { hashes } from './node-hashes.ts';
import { newsOf } from './receipts-for.ts';

/** A text, or a part of one, that goes to an application. */
export const textParcel = (
  gateway: Gateway,
  calls: GatewayWebhooks,
  url: string,
  call: WebCall,
  heard: NonNullable<Parcel['heard']>,
  fallback?: Parcel['fallback'],
): Parcel => ({
  gateway: gateway.name,
  kind: gateway.type,
  about: 'inbound',
  url,
  plan: calls.retryPolicy(url),
  write: () => call,
  heard,
  ...(fallback && { fallback }),
});

/** The question by which a gateway makes itself known. `isConfirmed` tells whether its address was fetched. */
export const introductionParcel = (
  gateway: Gateway,
  calls: GatewayWebhooks,
  url: string,
  base: string,
): Parcel => {
  const introduction = (at: number, id: string) => {
    const confirmUrl = `${base}/__admin/webhooks/${id}/confirmation`;
    return calls.handshake?.({ id: `${at} ${id}`, confirmUrl, at }, { gateway, url: asSent(url), hashes });
  };
  return {
    gateway: gateway.name,
    kind: gateway.type,
    about: 'introduction',
    url,
    plan: { ...calls.retryPolicy(url), waitsMs: [] },
    write: (at, id) =>
      introduction(at, id)?.call ?? { none: `a ${gateway.type} gateway does not introduce itself` },
    heard(answer, { id, attempts, confirmedAt }) {
      const asked = introduction(attempts[0]?.at ?? 0, id);
      const unconfirmed = asked?.isConfirmed && confirmedAt === undefined;
      const problem = unconfirmed ? 'SubscribeURL has not been fetched yet' : asked?.lacks(answer);
      return problem === undefined ? {} : { problem };
    },
  };
};

/** A report on a message of the record; it tells the time at which it leaves. */
export const receiptParcel = (
  gateway: Gateway,
  calls: GatewayWebhooks,
  recorded: Recorded,
  url: string,
  { status, code }: { readonly status: ReceiptStatus; readonly code?: string | undefined },
  gatewayMessageId?: string,
): Parcel => ({
  gateway: gateway.name,
  kind: gateway.type,
  about: 'receipt',
  message: recorded.id,
  status,
  url,
  plan: calls.retryPolicy(url),
  write(at) {
    if ('none' in calls.deliveryReceipt) return calls.deliveryReceipt;
    const news = newsOf(recorded, calls, status, code, at);
    const report = gatewayMessageId === undefined ? news : { ...news, gatewayMessageId };
    return calls.deliveryReceipt(report, { gateway, url: asSent(url), hashes });
  },
});
