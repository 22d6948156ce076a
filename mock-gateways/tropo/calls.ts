/** What Tropo called an application with: JSON of a session. */
import type { GatewayCalls } from '../../src/core/model/web-call.ts';
import { jsonCall, NO_RECEIPTS, neverAgain } from '../calls.ts';

export const calls: GatewayCalls = {
  brings: ({ from, text }, { url }) => [
    jsonCall(url, { session: { from: { id: from }, initialText: text } }),
  ],
  reports: NO_RECEIPTS,
  repeats: neverAgain,
};
