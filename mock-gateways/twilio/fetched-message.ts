/** A message as it is fetched by its sid: HQ asks so for the fee. */
import type { WireContext, WireRequest, WireResponse } from '../../src/core/model/wire.ts';
import { jsonIn } from '../json-fields.ts';
import { json } from '../reply.ts';
import { accountOf } from './account.ts';
import { messageResource } from './message-resource.ts';
import { segmentCount } from './segments.ts';

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

  const message = context.messageById?.(sid) ?? NO_LONGER_KNOWN;
  const resource = jsonIn(messageResource(sid, { step: 'send', ...message }, context));
  const segments = segmentCount(message.text);
  const { perSegment, currency } = context.gateway.price ?? { perSegment: '0', currency: 'USD' };
  return json(200, {
    ...Object(resource),
    status: 'delivered',
    num_segments: String(segments),
    price: (-segments * Number(perSegment)).toFixed(5),
    price_unit: currency,
  });
}
