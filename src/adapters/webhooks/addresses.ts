/** Where a gateway's calls go: to the address in the request, else the gateway's, else the one for all gateways. */
import type { Gateway } from '../../core/model/gateway.ts';
import type { GatewayWebhooks } from '../../core/model/web-call.ts';
import type { WireRequest } from '../../core/model/wire.ts';

export const inboundUrlOf = (gateway: Gateway, forAll: string | undefined): string | undefined =>
  gateway.options.get('inbound_url') || named(forAll, gateway);

export const receiptUrlOf = (
  gateway: Gateway,
  calls: GatewayWebhooks,
  request: WireRequest,
  forAll: string | undefined,
  id: string,
): string | undefined =>
  calls.receiptUrlIn?.(request) ||
  gateway.options.get('status_url') ||
  gateway.options.get('status_callback') ||
  named(forAll, gateway)?.replaceAll('{id}', encodeURIComponent(id));

/**
 * The address as it goes out: what stands in the request line and its Host, so without a fragment, a standard port or
 * the forms of a host that a URL knows more than one of. Signatures are over this one; the retry plan may stand in the
 * fragment, so it is read from the address as it was given.
 */
export function asSent(address: string): string {
  if (!URL.canParse(address)) return address;
  const { protocol, host, pathname, search } = new URL(address);
  return `${protocol}//${host}${pathname}${search}`;
}

/** One address for all gateways may hold `{gateway}`; that of receipts `{id}` too, the gateway's id of the message. */
const named = (forAll: string | undefined, { name }: Gateway): string | undefined =>
  forAll?.replaceAll('{gateway}', encodeURIComponent(name)) || undefined;
