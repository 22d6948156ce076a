/**
 * The fake gateways as handlers of Mock Service Worker, for tests that run in one process and open no sockets:
 * what a program sends to the vendors' real hosts is answered by the same books, and kept by the same recorder.
 */
import { HttpResponse, http, type RequestHandler } from 'msw';
import { gatewayBooks } from '../../mock-gateways/index.ts';
import { Counter } from '../adapters/http-door/counter.ts';
import { gatewayKnowing } from '../adapters/http-door/handed-in.ts';
import { bodyOf } from '../adapters/http-door/read-body.ts';
import { vendorHost } from '../adapters/proxy/hosts.ts';
import { Recorder } from '../adapters/recorder/recorder.ts';
import type { Gateway } from '../core/model/gateway.ts';
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
 * One handler for each host that the gateways have. Mail gateways are left out: MSW knows no SMTP.
 * Where several gateways share a host, the one that knows the request's account answers.
 * @throws ScenarioError when a gateway is not sound.
 */
export function gatewayHandlers(given: GatewaysGiven): GatewayHandlers {
  const recorder = new Recorder();
  const gateways = gatewaysFrom(given);
  const counter = new Counter({ gateways, books: gatewayBooks, recorder, now: Date.now });
  return {
    ...inboxOf(recorder),
    handlers: [...byHost(counter)].map(([host, group]) => handlerFor(host, group, counter)),
    reset() {
      recorder.remove(() => true);
      counter.reset();
    },
  };
}

function byHost(counter: Counter): ReadonlyMap<string, readonly Gateway[]> {
  const groups = new Map<string, Gateway[]>();
  for (const gateway of counter.gateways) {
    const host = vendorHost(counter.bookOf(gateway), gateway);
    if (host !== undefined) groups.set(host, [...(groups.get(host) ?? []), gateway]);
  }
  return groups;
}

function handlerFor(host: string, group: readonly Gateway[], counter: Counter): RequestHandler {
  const names = group.map(({ name }) => name);
  return http.all(urlsOf(host), async ({ request }) => {
    const { wire, raw } = await wireFrom(request);
    const gateway = gatewayKnowing(counter, names, wire);
    if (gateway === undefined) return HttpResponse.error();
    if (gateway.down) return HttpResponse.error();
    return responseOf(counter.say(gateway, wire, { raw }).response);
  });
}

const urlsOf = (host: string): RegExp =>
  new RegExp(
    `^https?://${host.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}${/:\d+$/.test(host) ? '' : '(?::\\d+)?'}/`,
  );

async function wireFrom(request: Request): Promise<{ readonly wire: WireRequest; readonly raw?: string }> {
  const { text, raw } = bodyOf(Buffer.from(await request.arrayBuffer()));
  const { host, pathname, search } = new URL(request.url);
  const headers = { host, ...Object.fromEntries(request.headers) };
  const wire = { method: request.method, path: pathname + search, headers, body: text };
  return raw === undefined ? { wire } : { wire, raw };
}

const NO_CONTENT = 204;

function responseOf({ status, headers, body }: WireResponse): HttpResponse<string> {
  return new HttpResponse(status === NO_CONTENT ? null : body, { status, headers });
}
