/** Where a gateway's calls go: what the request says comes first, then the gateway, then what is said for all. */
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
): string | undefined =>
  calls.receiptUrlIn?.(request) ||
  gateway.options.get('status_url') ||
  gateway.options.get('status_callback') ||
  named(forAll, gateway);

/** One address for all gateways may hold `{gateway}`. */
const named = (forAll: string | undefined, { name }: Gateway): string | undefined =>
  forAll?.replaceAll('{gateway}', encodeURIComponent(name)) || undefined;
