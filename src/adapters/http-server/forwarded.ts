/** Requests that the forward proxy passes to the HTTP server; their host has already named the gateways. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Gateway } from '../../core/model/gateway.ts';
import type { WireRequest } from '../../core/model/wire.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';

const addressed = new WeakMap<IncomingMessage, readonly string[]>();

/** Passes a request to the HTTP server for one of these gateways. The request's `url` is the gateway's own path. */
export function forward(
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
  gateways: readonly string[],
): void {
  addressed.set(request, gateways);
  server.emit('request', request, response);
}

/** The gateways that a forwarded request is for; undefined when it came to the HTTP server directly. */
export const forwardedTo = (request: IncomingMessage): readonly string[] | undefined =>
  addressed.get(request);

/**
 * Which of several gateways with one host a request is for: the first, in their order, that takes its account and
 * path for its own. When all of them call it a stranger's, the first.
 */
export function addressedGateway(
  fakes: FakeGateways,
  names: readonly string[],
  request: WireRequest,
): Gateway | undefined {
  const gateways = names.flatMap((name) => fakes.named(name) ?? []);
  if (gateways.length < 2) return gateways[0];
  return gateways.find((gateway) => isKnownTo(gateway, fakes, request)) ?? gateways[0];
}

function isKnownTo(gateway: Gateway, fakes: FakeGateways, request: WireRequest): boolean {
  const wire = fakes.stateOf(gateway).preview(request);
  return wire.isStranger === undefined;
}
