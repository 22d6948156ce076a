/** The proxy's responses to requests that it does not serve, and what is recorded of these. */
import type { IncomingMessage } from 'node:http';
import type { WireRequest, WireResponse } from '../../core/model/wire.ts';
import type { HostRoutes } from './hosts.ts';

/** Hosts that a refusal lists. */
const LISTED_MAX = 60;
const NOTHING_SENT = 'Nothing was sent on: this proxy has no way out of this machine.';

/** To a host that no gateway stands in for. */
export function unknownHost(host: string, routes: HostRoutes): WireResponse {
  const known = [...routes.keys()].sort();
  const listed = known.slice(0, LISTED_MAX).map((each) => `  ${each}`);
  const more = known.length > LISTED_MAX ? [`  and ${known.length - LISTED_MAX} more`] : [];
  return plain(403, [
    `No fake gateway stands in for ${host}. ${NOTHING_SENT}`,
    'Hosts that are stood in for:',
    ...(known.length > 0 ? listed : ['  none']),
    ...more,
    'Name a host that is to be reached without the proxy in NO_PROXY.',
  ]);
}

/** To a request inside a tunnel that names another host than the tunnel's. */
export const otherHost = (tunnel: string, inside: string): WireResponse =>
  plain(421, [
    `The tunnel was opened for ${tunnel}, and the request in it is for ${inside}. ${NOTHING_SENT}`,
  ]);

/** To a request that is not made in the way of proxies. */
export const notForProxy = (): WireResponse =>
  plain(400, [
    'This is a forward proxy for the fake gateways; nothing is served at its own address.',
    'Set HTTPS_PROXY and HTTP_PROXY to it in the program under test.',
  ]);

function plain(status: number, lines: readonly string[]): WireResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${lines.join('\n')}\n` };
}

/** A request as it is kept; its body is not waited for. */
export function asKept({ method, url, rawHeaders }: IncomingMessage): WireRequest {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers[rawHeaders[index]!.toLowerCase()] = rawHeaders[index + 1]!;
  }
  return { method: method ?? '', path: url ?? '', headers, body: '' };
}

/** How to make a client trust the authority. */
export const trustCure = (certificatePath: string): string =>
  `let it trust ${certificatePath}: NODE_EXTRA_CA_CERTS (Node), REQUESTS_CA_BUNDLE or SSL_CERT_FILE (Python), --cacert (curl)`;
