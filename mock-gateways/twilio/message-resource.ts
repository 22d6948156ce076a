import type { KnownMessage, WireContext, WireRequest, WireResponse } from '../../src/core/model/wire.ts';
import type { ParsedRequest } from '../define-gateway.ts';
import { jsonIn } from '../encodings.ts';
import { fieldOf, splitPath } from '../percent.ts';
import { json } from '../reply.ts';
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

const NO_LONGER_KNOWN = { to: '', from: '', text: '' } as const;

/** Delivered, with its price; a message that the fake no longer knows has one segment. Undefined: no such call. */
export function fetchedMessage(
  { method, path, headers }: WireRequest,
  context: WireContext,
): WireResponse | undefined {
  if (method !== 'GET') return undefined;
  const account = accountOf(context.gateway);
  const start = account.path.replace(/\.json$/, '/');
  const sid = path.startsWith(start)
    ? /^([A-Z]{2}[0-9a-fA-F]{32})\.json$/.exec(path.slice(start.length))?.[1]
    : undefined;
  if (sid === undefined || headers.authorization !== account.headers.authorization) return undefined;
  return json(
    200,
    resourceOf(sid, context.messages?.().find(({ id }) => id === sid) ?? NO_LONGER_KNOWN, context),
  );
}

const PAGE_SIZE_DEFAULT = 50;
const PAGE_SIZE_MAX = 1000;

/** `Messages.json` with `To`, `From`, `DateSent` and pages, the newest first. Undefined: no such call. */
export function listedMessages(
  { method, path, headers }: WireRequest,
  context: WireContext,
): WireResponse | undefined {
  if (method !== 'GET') return undefined;
  const account = accountOf(context.gateway);
  const [route, query] = splitPath(path);
  if (route !== account.path || headers.authorization !== account.headers.authorization) return undefined;

  const size = Math.min(Math.max(numberIn(query, 'PageSize', PAGE_SIZE_DEFAULT), 1), PAGE_SIZE_MAX);
  const page = numberIn(query, 'Page', 0);
  const all = (context.messages?.() ?? []).filter((message) => isAskedFor(message, query));
  const onPage = all.slice(page * size, (page + 1) * size);
  const filters = query.split('&').filter((pair) => pair !== '' && !/^Page(?:Size|Token)?=/.test(pair));
  const uriOf = (to: number): string =>
    `${route}?${[...filters, `PageSize=${size}`, `Page=${to}`].join('&')}${to === 0 ? '' : `&PageToken=PA${to}`}`;
  return json(200, {
    first_page_uri: uriOf(0),
    next_page_uri: all.length > (page + 1) * size ? uriOf(page + 1) : null,
    previous_page_uri: page > 0 ? uriOf(page - 1) : null,
    uri: uriOf(page),
    page,
    page_size: size,
    start: page * size,
    end: Math.max(page * size + onPage.length - 1, 0),
    messages: onPage.map((message) => resourceOf(message.id, message, { ...context, at: message.at })),
  });
}

function resourceOf(
  sid: string,
  message: Pick<KnownMessage, 'to' | 'from' | 'text'>,
  context: WireContext,
): object {
  const resource = Object(jsonIn(messageResource(sid, { step: 'send', ...message }, context)));
  const segments = segmentCount(message.text);
  const { perSegment, currency } = context.gateway.price ?? { perSegment: '0', currency: 'USD' };
  return {
    ...resource,
    status: 'delivered',
    date_sent: resource.date_created,
    num_segments: String(segments),
    price: (-segments * Number(perSegment)).toFixed(5),
    price_unit: currency,
  };
}

function numberIn(query: string, name: string, otherwise: number): number {
  const text = fieldOf(query, name) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
}

/** Dates are days, or instants in ISO 8601: the day itself, `<` up to it, `>` from it on. */
function isAskedFor({ to, from, at }: KnownMessage, query: string): boolean {
  const isSame = (name: string, value: string): boolean => (fieldOf(query, name) ?? value) === value;
  const day = new Date(at).toISOString();
  const [on, until, since] = ['DateSent', 'DateSent%3C', 'DateSent%3E'].map((name) => fieldOf(query, name));
  return (
    isSame('To', to) &&
    isSame('From', from) &&
    (on === undefined || day.startsWith(on.slice(0, DAY))) &&
    (until === undefined || day.slice(0, until.length) <= until) &&
    (since === undefined || day.slice(0, since.length) >= since)
  );
}

const DAY = 'YYYY-MM-DD'.length;
