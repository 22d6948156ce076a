import { COPIES_MAX } from '../../core/faults/parse.ts';
import type { LaterReceipt } from '../../core/model/answer.ts';
import { isYes } from './rule.ts';

/** The receipts that a `receipt` fault makes: `sent` and the outcome, each so often, in the order asked for. */
export function laterReceipts(
  fields: Readonly<Record<string, unknown>>,
  afterMs: number,
  drawn: (index: number) => number,
): readonly LaterReceipt[] {
  const { outcome = 'delivered', code, copies = 1, order = 'normal', drop, retry_webhook: again } = fields;
  if (outcome === 'none') return [];
  const dropped = Array.isArray(drop) ? drop : [];
  const statuses = ['sent', String(outcome)].filter((status) => !dropped.includes(status));
  const count = Math.min(Number(copies), COPIES_MAX);
  const receipts = statuses.flatMap((status) =>
    Array.from({ length: count }, (): LaterReceipt => {
      const isOutcome = status === outcome;
      return {
        status,
        afterMs,
        ...(isOutcome && typeof code === 'string' && { code }),
        ...(again !== undefined && { isRepeated: isYes(again) }),
      };
    }),
  );
  return inOrder(receipts, String(order), drawn);
}

function inOrder(
  receipts: readonly LaterReceipt[],
  order: string,
  drawn: (index: number) => number,
): readonly LaterReceipt[] {
  if (order === 'reversed') return [...receipts].reverse();
  if (order !== 'shuffled') return receipts;
  return receipts
    .map((receipt, index) => ({ receipt, u: drawn(index), index }))
    .sort((a, b) => a.u - b.u || a.index - b.index)
    .map(({ receipt }) => receipt);
}
