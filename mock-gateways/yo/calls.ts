/** What YO calls an application with: a query. */
import type { GatewayCalls } from '../../src/core/model/web-call.ts';
import { NO_RECEIPTS, neverAgain, queryCall } from '../calls.ts';
import { withoutPlus } from '../numbers.ts';

export const calls: GatewayCalls = {
  brings: ({ from, to, text }, { url }) => [
    queryCall(url, [
      ['dest', withoutPlus(to)],
      ['sender', withoutPlus(from)],
      ['message', text],
    ]),
  ],
  reports: NO_RECEIPTS,
  repeats: neverAgain,
};
