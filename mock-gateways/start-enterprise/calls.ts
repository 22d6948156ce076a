/** What Start Enterprise calls an application with: receipts in a query, of which HQ keeps all fields. */
import type { GatewayCalls, ReceiptStatus } from '../../src/core/model/web-call.ts';
import { neverAgain, none, plainTime, queryCall } from '../calls.ts';
import { withoutPlus } from '../numbers.ts';

/** `msgId` is Start Enterprise's own; the other fields have names of ours. */
const WORDS: Readonly<Partial<Record<ReceiptStatus, string>>> = {
  delivered: 'DELIVRD',
  undelivered: 'UNDELIV',
  failed: 'REJECTD',
  expired: 'EXPIRED',
};

export const calls: GatewayCalls = {
  brings: none('HQ has no door for texts of this kind'),

  reports({ gatewayMessageId, to, status, at }, { url }) {
    const word = WORDS[status];
    if (word === undefined) return none(`Start Enterprise has no status for ${status}`);
    return queryCall(url, [
      ['msgId', gatewayMessageId],
      ['msisdn', withoutPlus(to)],
      ['status', word],
      ['time', plainTime(at)],
    ]);
  },

  idIn: ({ body }) => body.trim(),
  before: [],
  repeats: neverAgain,
};
