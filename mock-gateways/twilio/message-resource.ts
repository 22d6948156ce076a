import type { WireContext } from '../../src/core/model/wire.ts';
import type { ParsedRequest } from '../define-gateway.ts';
import { accountOf } from './account.ts';
import { segmentCount } from './segments.ts';

/**
 * The Message resource of a message just accepted, with every field that Twilio gives, as JSON. Put together
 * from its pieces, since every accepted message passes here: only three of them need to be quoted.
 */
export function messageResource(
  sid: string,
  { from, to, text, media = 0 }: ParsedRequest,
  { gateway, at }: WireContext,
): string {
  const account = accountOf(gateway).quotedSid;
  const uri = `/2010-04-01/Accounts/${account}/Messages/${sid}`;
  const sender = JSON.stringify(from);
  const isService = from.startsWith('MG');
  const date = rfc2822(at);
  return (
    `{"account_sid":"${account}","api_version":"2010-04-01","body":${JSON.stringify(text)},` +
    `"date_created":"${date}","date_sent":null,"date_updated":"${date}","direction":"outbound-api",` +
    `"error_code":null,"error_message":null,"from":${isService ? 'null' : sender},` +
    `"messaging_service_sid":${isService ? sender : 'null'},"num_media":"${media}",` +
    `"num_segments":"${isService ? 0 : segmentCount(text)}","price":null,"price_unit":"USD","sid":"${sid}",` +
    `"status":"${isService ? 'accepted' : 'queued'}","subresource_uris":{"media":"${uri}/Media.json"},` +
    `"to":${JSON.stringify(to)},"uri":"${uri}.json"}`
  );
}

/** `Mon, 16 Nov 2026 10:00:00 +0000`. The last one is kept: a run sends thousands at one instant. */
function rfc2822(at: number): string {
  const second = Math.floor(at / 1000);
  if (second !== last.second) last = { second, date: new Date(at).toUTCString().replace('GMT', '+0000') };
  return last.date;
}

let last = { second: Number.NaN, date: '' };
