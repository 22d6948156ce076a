/**
 * The fake gateways as handlers of Mock Service Worker, for tests that run in one process and open no sockets:
 * what a program sends to the vendors' real hosts is answered by the same fakes, and kept by the same recorder.
 */
import { setTimeout } from 'node:timers/promises';
import { HttpResponse, http, type RequestHandler } from 'msw';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { FakeGateways } from '../adapters/fake/fake-gateways.ts';
import { HANG_MS_MAX } from '../adapters/faults/break-connection.ts';
import { dripMs, truncated } from '../adapters/faults/client-view.ts';
import type { BrokenConnection } from '../adapters/faults/effects.ts';
import { addressedGateway } from '../adapters/http-server/forwarded.ts';
import { bodyOf } from '../adapters/http-server/read-body.ts';
import { type HostRoutes, hostsOf } from '../adapters/proxy/hosts.ts';
import { Recorder } from '../adapters/recorder/recorder.ts';
import { startRealTimer } from '../adapters/timer.ts';
import type { WireRequest, WireResponse } from '../core/model/wire.ts';
import type { Scenario } from '../index.ts';
import { type GatewayOptions, gatewaysFrom } from './gateways-from.ts';
import { type Inbox, inboxOf } from './inbox.ts';

export type { Recorded } from '../adapters/recorder/recorder.ts';
export type { GatewayOptions } from './gateways-from.ts';
export type { Inbox, Wanted } from './inbox.ts';
export type { MessageFields, MessageFilter } from './message-filter.ts';

/** Name → `{ type, … }` with the keys of a scenario's gateways; or a scenario (or its path) that has some. */
export type GatewaysGiven = Readonly<Record<string, GatewayOptions>> | Scenario | string;

/** Handlers for `setupServer(...fakes.handlers)`, and what came to them. */
export interface GatewayHandlers extends Inbox {
  readonly handlers: readonly RequestHandler[];
  /** Forgets what came, and lets the gateways begin anew (`fail_next`, STOP lists). */
  reset(): void;
}

/**
 * One handler for each host that the gateways have: the table that the forward proxy goes by. Mail gateways are left
 * out: MSW knows no SMTP. Where several gateways share a host, the one that knows the request's account answers.
 * @throws ScenarioError when a gateway is not sound.
 */
export function gatewayHandlers(given: GatewaysGiven): GatewayHandlers {
  const recorder = new Recorder();
  const gateways = gatewaysFrom(given);
  const fakes = new FakeGateways({ gateways, gatewayKinds: gatewayCatalogue, recorder, now: Date.now });
  return {
    ...inboxOf(recorder),
    handlers: exactFirst(hostsOf(gateways, gatewayCatalogue)).map(([host, names]) =>
      handlerFor(host, names, fakes),
    ),
    reset() {
      recorder.remove(() => true);
      fakes.reset();
    },
  };
}

/** MSW asks handlers in their order, so a host itself comes before all that are below a name. */
function exactFirst(hosts: HostRoutes): (readonly [host: string, names: readonly string[]])[] {
  const isBelow = ([host]: readonly [string, unknown]): boolean => host.startsWith('*.');
  return [...hosts].sort((a, b) => Number(isBelow(a)) - Number(isBelow(b)));
}

function handlerFor(host: string, names: readonly string[], fakes: FakeGateways): RequestHandler {
  return http.all(urlsOf(host), async ({ request }) => {
    const { wire, came } = await wireFrom(request);
    const gateway = addressedGateway(fakes, names, wire);
    if (gateway === undefined || gateway.down) return HttpResponse.error();
    const { response, match } = fakes.exchange(gateway, wire, came);
    if (match === undefined) return responseOf(response);
    await realWait(match.waitMs);
    return await responseUnder(response, match.effects.connection, request.signal);
  });
}

/** `*.` before a name stands for all below it; any port, as at the proxy. */
function urlsOf(host: string): RegExp {
  const isBelow = host.startsWith('*.');
  const name = (isBelow ? host.slice(2) : host).replace(/[.*+?^$()[\]{}|\\]/g, '\\$&');
  return new RegExp(
    `^https?://${isBelow ? '[^/?#]+\\.' : ''}${host.includes(':') ? `\\[${name}\\]` : name}(?::\\d+)?/`,
    'i',
  );
}

async function wireFrom(
  request: Request,
): Promise<{ readonly wire: WireRequest; readonly came: { raw?: string } }> {
  const { text, raw } = bodyOf(Buffer.from(await request.arrayBuffer()));
  const { host, pathname, search } = new URL(request.url);
  const headers = { host, ...Object.fromEntries(request.headers) };
  const wire = { method: request.method, path: pathname + search, headers, body: text };
  return { wire, came: raw === undefined ? {} : { raw } };
}

const NO_CONTENT = 204;

/** With its length: axios and other clients of `node:http` wait for the end of a body that has none. */
function responseOf({ status, headers, body }: WireResponse): HttpResponse<string> {
  const length = String(Buffer.byteLength(body));
  return new HttpResponse(status === NO_CONTENT ? null : body, {
    status,
    headers: { ...headers, 'content-length': length },
  });
}

/** There is no socket to break: what leaves a client without a whole answer is a network error. */
async function responseUnder(
  response: WireResponse,
  connection: BrokenConnection | undefined,
  signal: AbortSignal,
): Promise<HttpResponse<string>> {
  switch (connection?.mode) {
    case undefined:
      return responseOf(response);
    case 'truncate':
      return responseOf({ ...response, body: truncated(response.body, connection) });
    case 'drip':
      await realWait(dripMs(response, connection));
      return responseOf(response);
    case 'hang':
      await letGo(signal);
      return HttpResponse.error();
    default:
      return HttpResponse.error();
  }
}

const realWait = (ms: number): Promise<void> => (ms <= 0 ? Promise.resolve() : setTimeout(ms));

/** Until the client gives up; ten minutes at most, as on sockets. */
function letGo(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const callOff = startRealTimer(HANG_MS_MAX, resolve);
    signal.addEventListener('abort', () => {
      callOff();
      resolve();
    });
  });
}
