/** What SMSGH calls an application with: a query. */
import type { GatewayCalls } from '../../src/core/model/web-call.ts';
import { NO_RECEIPTS, neverAgain, queryCall } from '../calls.ts';

export const calls: GatewayCalls = {
  brings: ({ from, to, text }, { url }) => [
    queryCall(url, [
      ['snr', from],
      ['msg', text],
      ['to', to],
    ]),
  ],
  reports: NO_RECEIPTS,
  repeats: neverAgain,
};
