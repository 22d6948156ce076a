import type { WireContext } from '../../src/core/model/wire.ts';
import type { Reading } from '../define-gateway.ts';
import { accountOf } from './account.ts';
import { segmentCount } from './segments.ts';

/** The Message resource of a message just accepted, with every field that Twilio gives. */
export function messageResource(sid: string, { from, to, text }: Reading, { gateway, at }: WireContext) {
  const account = accountOf(gateway).sid;
  const uri = `/2010-04-01/Accounts/${account}/Messages/${sid}`;
  const service = from.startsWith('MG') ? from : null;
  const date = rfc2822(at);
  return {
    account_sid: account,
    api_version: '2010-04-01',
    body: text,
    date_created: date,
    date_sent: null,
    date_updated: date,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: service === null ? from : null,
    messaging_service_sid: service,
    num_media: '0',
    num_segments: service === null ? String(segmentCount(text)) : '0',
    price: null,
    price_unit: 'USD',
    sid,
    status: service === null ? 'queued' : 'accepted',
    subresource_uris: { media: `${uri}/Media.json` },
    to,
    uri: `${uri}.json`,
  };
}

/** `Mon, 16 Nov 2026 10:00:00 +0000`. The last one is kept: a run sends thousands at one instant. */
function rfc2822(at: number): string {
  if (at !== last.at) last = { at, date: new Date(at).toUTCString().replace('GMT', '+0000') };
  return last.date;
}

let last = { at: Number.NaN, date: '' };
