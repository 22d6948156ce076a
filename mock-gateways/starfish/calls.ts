/** What Starfish and Push call an application with: XML, a field for the number and one for the text. */
import type { GatewayCalls } from '../../src/core/model/web-call.ts';
import { NO_RECEIPTS, neverAgain, xmlCall } from '../calls.ts';
import { withoutPlus } from '../numbers.ts';
import { escapeXml } from '../xml.ts';

export const calls: GatewayCalls = {
  brings({ from, text }, { url }) {
    const fields = field('MobileNumber', withoutPlus(from)) + field('Text', text);
    return [xmlCall(url, `<?xml version="1.0" encoding="UTF-8"?><bspostevent>${fields}</bspostevent>`)];
  },
  reports: NO_RECEIPTS,
  repeats: neverAgain,
};

const field = (name: string, value: string): string =>
  `<field name="${name}" type="string">${escapeXml(value)}</field>`;
