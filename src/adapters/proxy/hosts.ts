/** Which gateways a host stands for: the hosts that a client calls which knows nothing of drysend. */
import { isIPv6 } from 'node:net';
import type { Gateway } from '../../core/model/gateway.ts';
import { plainGateway } from '../../core/model/plain-gateway.ts';
import type { GatewayKind, WireRequest } from '../../core/model/wire.ts';

/**
 * Host, lower case and without a port, → names of the gateways that it leads to, in their order.
 * `*.api.infobip.com` stands for every host below api.infobip.com.
 */
export type HostRoutes = ReadonlyMap<string, readonly string[]>;

/**
 * The hosts of these gateways. A host that a gateway has for itself (its subdomain, its region, its `url`) leads
 * to it alone; the other hosts of its kind's service lead to all gateways of the kind.
 */
export function hostsOf(
  gateways: readonly Gateway[],
  gatewayKinds: ReadonlyMap<string, GatewayKind>,
): Map<string, readonly string[]> {
  const own = new Map<string, string[]>();
  const shared = new Map<string, string[]>();
  for (const gateway of gateways) {
    const gatewayKind = gatewayKinds.get(gateway.type);
    if (gatewayKind === undefined) continue;
    const host = vendorHost(gatewayKind, gateway);
    const name = host === undefined ? undefined : hostIn(host);
    if (name !== undefined) added(own, name, gateway.name);
    for (const other of gatewayKind.hosts ?? []) added(shared, other, gateway.name);
  }
  return new Map([...shared, ...own]);
}

function added(groups: Map<string, string[]>, host: string, name: string): void {
  const group = groups.get(host);
  if (group === undefined) groups.set(host, [name]);
  else group.push(name);
}

/** Every host that these gateways or a plain gateway of any kind has: what a certificate authority is made for. */
export function everyHost(
  gateways: readonly Gateway[],
  gatewayKinds: ReadonlyMap<string, GatewayKind>,
): readonly string[] {
  const plain = [...gatewayKinds.keys()].map((kind) => plainGateway(kind, kind, ''));
  return [
    ...new Set([...hostsOf(plain, gatewayKinds).keys(), ...hostsOf(gateways, gatewayKinds).keys()]),
  ].sort();
}

/** The names of the gateways that a host stands for; undefined: none. */
export function gatewaysAt(routes: HostRoutes, host: string): readonly string[] | undefined {
  const exact = routes.get(host);
  if (exact !== undefined) return exact;
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    const below = routes.get(`*${host.slice(dot)}`);
    if (below !== undefined) return below;
  }
  return undefined;
}

/**
 * The host that a gateway's client calls, with its port if it has one: HQ's own client is asked.
 * `undefined`: the kind does not speak HTTP.
 */
export function vendorHost(gatewayKind: GatewayKind, gateway: Gateway): string | undefined {
  const url = gateway.options.get('url');
  if (url !== undefined && URL.canParse(url)) return new URL(url).host;
  if (gatewayKind.channel === 'email') return undefined;
  const host = gatewayKind.hostOf?.(gateway) ?? firstRequest(gatewayKind, gateway)?.headers.host;
  return host?.toLowerCase();
}

/** What HQ's own client would ask this gateway first; undefined: it asks nothing. */
export function firstRequest(gatewayKind: GatewayKind, gateway: Gateway): WireRequest | undefined {
  const { channel, exampleNumber: to } = gatewayKind;
  const asked = gatewayKind.buildRequest({ id: 'm', attempt: 1, at: 0, gateway, channel, to, text: 'm' });
  return 'method' in asked ? asked : undefined;
}

/** The host of `HOST` or `HOST:PORT`, lower case, without brackets and last dot; undefined when it is none. */
export function hostIn(authority: string): string | undefined {
  if (!/^[^\s/?#@\\]+$/.test(authority) || !URL.canParse(`http://${authority}`)) return undefined;
  const { hostname } = new URL(`http://${authority}`);
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname.replace(/\.$/, '');
  return bare === '' || (bare.includes(':') && !isIPv6(bare)) ? undefined : bare;
}
