import type { ComparedMessage, MessageDifference } from '../../core/model/message-change.ts';

const fields = ['cause', 'channel', 'gateway', 'language', 'number', 'address', 'text'] as const;

/** How a message differs from before; only what both sides say is compared. Shifts up to `toleranceMs` are none. */
export function differencesOf(
  before: ComparedMessage,
  after: ComparedMessage,
  toleranceMs: number,
): MessageDifference[] {
  const differences: MessageDifference[] = [];
  const byMs = after.at - before.at;
  if (Math.abs(byMs) > toleranceMs) differences.push({ field: 'time', byMs });
  const [from, to] = [outcomeOf(before), outcomeOf(after)];
  if (from !== to) differences.push({ field: 'outcome', from, to });
  for (const field of fields) {
    const [was, is] = [before[field], after[field]];
    if (was !== undefined && is !== undefined && was !== is) differences.push({ field, from: was, to: is });
  }
  return differences;
}

/** `sent`, `NO_PHONE_NUMBER`, `waiting, daily_limit` */
function outcomeOf({ outcome, reason }: ComparedMessage): string {
  if (outcome === 'error') return reason ?? 'error';
  return outcome === 'waiting' && reason !== undefined ? `waiting, ${reason}` : outcome;
}
