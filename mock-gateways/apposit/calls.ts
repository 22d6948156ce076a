/** What Apposit calls an application with: JSON. */
import type { GatewayCalls } from '../../src/core/model/web-call.ts';
import { jsonCall, NO_RECEIPTS, neverAgain } from '../calls.ts';
import { idForArrived } from '../ids.ts';

export const calls: GatewayCalls = {
  brings({ id, from, to, text }, context) {
    const messageId = `ap-in-${idForArrived(context, id, 2)}`;
    return [jsonCall(context.url, { from, to, message: text, messageId })];
  },
  reports: NO_RECEIPTS,
  repeats: neverAgain,
};
