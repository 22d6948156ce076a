import type { WireContext } from '../../src/core/model/wire.ts';
import type { ParsedRequest } from '../define-gateway.ts';
import { accountOf } from './account.ts';
import { segmentCount } from './segments.ts';

/**
 * The Message resource of a message just accepted, with every field that Twilio gives, as JSON. Put together from as
 * few pieces as can be, since every accepted message passes here: only three of them need to be quoted.
 */
export function messageResource(
  sid: string,
  { from, to, text, media = 0 }: ParsedRequest,
  { gateway, at }: WireContext,
): string {
  const { quotedSid: account, messagesUri: uri } = accountOf(gateway);
  const sender = JSON.stringify(from);
  const isService = from.startsWith('MG');
  return (
    `{"account_sid":"${account}","api_version":"2010-04-01","body":${JSON.stringify(text)}${datesOf(at)}` +
    (isService ? `null,"messaging_service_sid":${sender}` : `${sender},"messaging_service_sid":null`) +
    (media === 0 ? NO_MEDIA : `,"num_media":"${media}","num_segments":"`) +
    `${isService ? 0 : segmentCount(text)}","price":null,"price_unit":"USD","sid":"${sid}` +
    `${isService ? ACCEPTED : QUEUED}${uri}${sid}/Media.json"},"to":${JSON.stringify(to)},"uri":"${uri}${sid}.json"}`
  );
}

const NO_MEDIA = ',"num_media":"0","num_segments":"';
const ACCEPTED = '","status":"accepted","subresource_uris":{"media":"';
const QUEUED = '","status":"queued","subresource_uris":{"media":"';

/** The fields from the dates to the sender. The last ones are kept: a run sends thousands at one instant. */
function datesOf(at: number): string {
  const second = Math.floor(at / 1000);
  if (second === last.second) return last.fields;
  // `Mon, 16 Nov 2026 10:00:00 +0000`
  const date = new Date(at).toUTCString().replace('GMT', '+0000');
  const fields =
    `,"date_created":"${date}","date_sent":null,"date_updated":"${date}","direction":"outbound-api",` +
    '"error_code":null,"error_message":null,"from":';
  last = { second, fields };
  return fields;
}

let last = { second: Number.NaN, fields: '' };
