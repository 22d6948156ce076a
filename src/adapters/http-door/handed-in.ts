/** Requests that the forward proxy hands to the HTTP door: their host has already said which gateways are meant. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Gateway } from '../../core/model/gateway.ts';
import type { WireRequest } from '../../core/model/wire.ts';
import type { Counter } from './counter.ts';

const meant = new WeakMap<IncomingMessage, readonly string[]>();

/** Lets a door answer for one of these gateways. The request's `url` is the gateway's own path. */
export function handIn(
  door: Server,
  request: IncomingMessage,
  response: ServerResponse,
  gateways: readonly string[],
): void {
  meant.set(request, gateways);
  door.emit('request', request, response);
}

/** The names of the gateways that a request was handed in for; undefined when it came through the door itself. */
export const handedInFor = (request: IncomingMessage): readonly string[] | undefined => meant.get(request);

/**
 * Which of several gateways with one host a request is for: the first, in their order, that takes its account and
 * path for its own. When all of them call it a stranger's, the first.
 */
export function gatewayKnowing(
  counter: Counter,
  names: readonly string[],
  request: WireRequest,
): Gateway | undefined {
  const gateways = names.flatMap((name) => counter.named(name) ?? []);
  if (gateways.length < 2) return gateways[0];
  return gateways.find((gateway) => isKnownTo(gateway, counter, request)) ?? gateways[0];
}

function isKnownTo(gateway: Gateway, counter: Counter, request: WireRequest): boolean {
  const said = counter.bookOf(gateway).respond(request, { gateway, messageId: '', attempt: 1, at: 0 });
  return said.isStranger === undefined;
}
