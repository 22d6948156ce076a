/** What Trumpia calls an application with: XML in a query's field. */
import type { GatewayCalls } from '../../src/core/model/web-call.ts';
import { NO_RECEIPTS, neverAgain, queryCall } from '../calls.ts';
import { idForArrived } from '../ids.ts';
import { withoutPlus } from '../numbers.ts';
import { escapeXml } from '../xml.ts';

export const calls: GatewayCalls = {
  brings({ id, from, text }, context) {
    const number = (words: number, part: number): string =>
      String(Number.parseInt(idForArrived(context, `${id} ${part}`, words), 16));
    const xml =
      `<?xml version="1.0" encoding="UTF-8"?><TRUMPIA><PUSH_ID>${number(1, 0)}</PUSH_ID>` +
      `<INBOUND_ID>${number(1, 1)}</INBOUND_ID><SUBSCRIPTION_UID>${number(1, 2)}</SUBSCRIPTION_UID>` +
      `<PHONENUMBER>${escapeXml(withoutPlus(from))}</PHONENUMBER><KEYWORD>REPLY</KEYWORD>` +
      `<CONTENTS>${escapeXml(text)}</CONTENTS><ATTACHMENT></ATTACHMENT></TRUMPIA>`;
    return [queryCall(context.url, [['xml', xml]])];
  },
  reports: NO_RECEIPTS,
  repeats: neverAgain,
};
