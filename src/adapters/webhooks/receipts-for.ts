import type { LaterReceipt } from '../../core/model/answer.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import {
  type DeliveryReport,
  type GatewayWebhooks,
  type ReceiptStatus,
  type RetryPolicy,
  receiptStatuses,
} from '../../core/model/web-call.ts';
import type { Recorded } from '../recorder/recorder.ts';

/** By default the first receipt comes this much later than the hand-over, when its response has arrived. */
export const LEAD_MS = 100;

/** A receipt to come. */
export interface DueReceipt {
  readonly status: ReceiptStatus;
  readonly code?: string;
  readonly afterMs: number;
  /** What became of the message, not a step on its way. */
  readonly isOutcome: boolean;
  readonly isRepeated?: boolean;
}

/**
 * The receipts that follow a message: those of a fault, or the kind's usual ones and then `delivered`, after the
 * time that the gateway's `receipts` sets.
 */
export function receiptsFor(
  gateway: Gateway,
  { before = [] }: GatewayWebhooks,
  faulty: readonly LaterReceipt[] | undefined,
): readonly DueReceipt[] {
  if (faulty !== undefined) return faulty.flatMap(dueFrom);
  const deliveredMs = Math.max(gateway.receipts?.deliveredAfterMs ?? 0, LEAD_MS);
  return [
    ...before.map((status) => ({ status, afterMs: LEAD_MS, isOutcome: false })),
    { status: 'delivered', afterMs: deliveredMs, isOutcome: true },
  ];
}

function dueFrom({ status, code, afterMs, isRepeated }: LaterReceipt): DueReceipt[] {
  if (!isReceiptStatus(status)) return [];
  const isOutcome = status !== 'sent';
  return [
    {
      status,
      afterMs: afterMs || LEAD_MS,
      isOutcome,
      ...(code !== undefined && { code }),
      ...(isRepeated !== undefined && { isRepeated }),
    },
  ];
}

const SECOND = 1000;
/** For what comes after a kind's own repetitions, if they are fewer. */
const WAITS_MS = [1, 10, 30, 90].map((seconds) => seconds * SECOND);

/** How a receipt is repeated: by its kind's policy, unless a fault overrides it. */
export function retryPolicyFor({ isRepeated }: DueReceipt, retryPolicy: RetryPolicy): RetryPolicy {
  if (isRepeated === undefined) return retryPolicy;
  if (!isRepeated) return { ...retryPolicy, waitsMs: [] };
  const { isTaken, waitsMs } = retryPolicy;
  return { isTaken, waitsMs: [...waitsMs, ...WAITS_MS.slice(waitsMs.length)] };
}

/** Whether a word is a status of receipts. */
export const isReceiptStatus = (word: string): word is ReceiptStatus =>
  receiptStatuses.some((status) => status === word);

/** The id that the gateway gave to a message; the record's own where it gave none. */
export const gatewayIdOf = ({ gatewayId, response, id }: Recorded, calls: GatewayWebhooks): string =>
  gatewayId ?? calls.idIn?.(response) ?? id;

/** The report that a receipt makes on a recorded message. */
export function deliveryReportOf(
  recorded: Recorded,
  calls: GatewayWebhooks,
  status: ReceiptStatus,
  code: string | undefined,
  at: number,
): DeliveryReport {
  const { to, from, text, request, receivedAt } = recorded;
  const gatewayMessageId = gatewayIdOf(recorded, calls);
  return {
    ...{ gatewayMessageId, to, from, text, status, request, at },
    takenAt: receivedAt,
    ...(code !== undefined && { code }),
  };
}
