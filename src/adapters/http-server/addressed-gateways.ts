import type { Gateway } from '../../core/model/gateway.ts';
import type { WireRequest } from '../../core/model/wire.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import { firstRequest } from '../proxy/hosts.ts';
import { NEAR_MISSES_MAX, textDistance } from '../recorder/near-miss.ts';

/** A gateway that a request may have meant. */
export interface AddressedGateway {
  readonly gateway: string;
  readonly kind: string;
  /** Where the request would have reached it. */
  readonly url: string;
  /** 0 to 1: half for the name, half for what the gateway would have made of the request. */
  readonly distance: number;
  /** The gateway would have known what to do with the request there. */
  readonly isUnderstood: boolean;
}

/** The gateways that a stray request may have meant, the nearest first: by name, or by what it asks for. */
export function addressedGateways(fakes: FakeGateways, request: WireRequest): AddressedGateway[] {
  return fakes.gateways
    .map((gateway) => addressed(fakes, gateway, request))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEAR_MISSES_MAX);
}

function addressed(fakes: FakeGateways, gateway: Gateway, request: WireRequest): AddressedGateway {
  const [, first = ''] = request.path.split(/[/?]/, 2);
  const behindName = request.path.slice(first.length + 1);
  const nameDistance = textDistance(first.toLowerCase(), gateway.name.toLowerCase());
  const isPrefixed = isUnderstood(fakes, gateway, { ...request, path: behindName || '/' });
  const isBare = !isPrefixed && isUnderstood(fakes, gateway, request);
  const path = (isBare ? request.path : behindName).split('?')[0] ?? '';
  return {
    gateway: gateway.name,
    kind: gateway.type,
    url: `/${gateway.name}${path}`,
    distance: Number((nameDistance / 2 + (isPrefixed || isBare ? 0 : 0.5)).toFixed(4)),
    isUnderstood: isPrefixed || isBare,
  };
}

/** Secrets are not recorded, so the account cannot be compared; the path decides. */
const UNAUTHORIZED = new Set([401, 403]);
const PATH_DISTANCE_MAX = 0.5;

/** Whether the kind would take the request, but for what this gateway rejects. */
function isUnderstood(fakes: FakeGateways, gateway: Gateway, request: WireRequest): boolean {
  const lenient = { ...gateway, rejects: [], options: new Map<string, string>() };
  const context = { gateway: lenient, messageId: '', attempt: 1, at: 0 };
  const gatewayKind = fakes.kindOf(gateway);
  const { verdict, response } = gatewayKind.respond(request, context);
  if (verdict === 'taken') return true;
  const own = firstRequest(gatewayKind, lenient)?.path;
  return (
    verdict === 'refused' &&
    UNAUTHORIZED.has(response.status) &&
    own !== undefined &&
    textDistance(bare(request.path), bare(own)) <= PATH_DISTANCE_MAX
  );
}

const bare = (path: string): string => path.split('?')[0] ?? '';
