/** What SISLOG calls an application with: a query. */
import type { GatewayCalls } from '../../src/core/model/web-call.ts';
import { NO_RECEIPTS, neverAgain, queryCall } from '../calls.ts';
import { withoutPlus } from '../numbers.ts';

export const calls: GatewayCalls = {
  brings: ({ from, to, text }, { url }) => [
    queryCall(url, [
      ['sender', withoutPlus(from)],
      ['receiver', withoutPlus(to)],
      ['msgdata', text],
    ]),
  ],
  reports: NO_RECEIPTS,
  repeats: neverAgain,
};
