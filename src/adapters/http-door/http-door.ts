/**
 * The HTTP door of the standalone gateways. Sends take the short way, straight from node:http to the book;
 * everything else goes to the recorder's API. Nothing that is not understood is ever answered with a success.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Gateway } from '../../core/model/gateway.ts';
import type { WireRequest, WireResponse } from '../../core/model/wire.ts';
import { type Later, realLater } from '../faults/later.ts';
import { lastWords } from '../proxy/last-words.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import { httpHead } from '../recorder/header-lines.ts';
import type { Recorded } from '../recorder/recorder.ts';
import {
  bytesWithoutSecrets,
  headWithoutSecrets,
  requestWithoutSecrets,
} from '../secrets/without-secrets.ts';
import { ApiTurns } from './api-turns.ts';
import type { Counter } from './counter.ts';
import { giveUnder } from './faulted.ts';
import { gatewayKnowing, handedInFor } from './handed-in.ts';
import { Outbox } from './outbox.ts';
import { type Body, readBody } from './read-body.ts';
import { ambiguityIn, isForUs, isOfForeignPage, refuse } from './refuse.ts';
import {
  ambiguous,
  asksProxy,
  begunWith,
  foreignPage,
  noProxy,
  packedOtherwise,
  tooLarge,
  tooLong,
  tooMany,
  turnedAway,
  unreadable,
  wrongHost,
} from './turned-away.ts';

export interface HttpDoorOptions {
  readonly counter: Counter;
  /** Answers what is not for a gateway: the recorder's API. */
  readonly api: (request: IncomingMessage, response: ServerResponse) => void;
  /** Paths that begin with one of these are for the API. */
  readonly apiPrefixes: readonly string[];
  readonly log?: DurableLog;
  readonly bodyLimit?: number;
  /** Hosts beside loopback that clients may call us by. */
  readonly hosts?: ReadonlySet<string>;
  /** How long a client may take over its headers, and over its whole request. */
  readonly headersTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
  /** Waits for latency, delays and drips; default: in real time. */
  readonly later?: Later;
}

const BODY_LIMIT = 1_000_000;
const HEADER_BYTES_MAX = 16_384;
const CONNECTIONS_MAX = 2000;
const URL_MAX = 8192;

export function createHttpDoor(options: HttpDoorOptions): Server {
  const { counter, api, apiPrefixes, log, bodyLimit = BODY_LIMIT, hosts = new Set<string>() } = options;
  /** Connections that close when their last answer is out. */
  const distrusted = new WeakSet<Socket>();
  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: options.headersTimeoutMs ?? 10_000,
      requestTimeout: options.requestTimeoutMs ?? 30_000,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 60_000,
      // A request without one is refused and kept like any other.
      requireHostHeader: false,
    },
    (request, response) => {
      // Node hands over what was sent behind a refused request all the same.
      if (distrusted.has(request.socket)) return;
      const why = ambiguityIn(request);
      if (why !== undefined) {
        distrusted.add(request.socket);
        return turnAway(request, response, ambiguous(why));
      }
      const isHandedIn = handedInFor(request) !== undefined;
      if (!isHandedIn && asksProxy(request)) return turnAway(request, response, noProxy());
      if (!isHandedIn && !isForUs(request, hosts)) return turnAway(request, response, wrongHost());
      if (!isHandedIn && isOfForeignPage(request)) return turnAway(request, response, foreignPage());
      const url = request.url ?? '/';
      if (url.length > URL_MAX) return turnAway(request, response, tooLong(URL_MAX));
      // Some clients write a second slash behind the host.
      const path = url.startsWith('//') ? url.replace(/^\/+/, '/') : url;
      if (!isHandedIn && apiPrefixes.some((prefix) => path.startsWith(prefix))) {
        request.url = path;
        return askApi(request, response);
      }
      readBody(request, bodyLimit, (body) => {
        if (body === 'too large') return turnAway(request, response, tooLarge(bodyLimit));
        if (body === 'unreadable') return turnAway(request, response, packedOtherwise());
        answer(request, response, body);
      });
    },
  );
  server.maxConnections = CONNECTIONS_MAX;
  server.on('clientError', (error, socket) => {
    if (!socket.writable) return;
    keep(begunWith(error), unreadable(error));
    lastWords(socket, unreadable(error));
  });
  server.on('connect', (request, socket) => {
    // A client that goes away is no news.
    socket.on('error', () => {});
    keep(turnedAway(request), noProxy());
    lastWords(socket, noProxy());
  });

  const outbox = new Outbox(send);
  const apiTurns = new ApiTurns(api);

  function askApi(request: IncomingMessage, response: ServerResponse): void {
    if (apiTurns.add(request, response)) return;
    distrusted.add(request.socket);
    keep(turnedAway(request), tooMany());
    request.socket.destroy();
  }

  /** Of what has no answer to wait for. */
  function keep(request: WireRequest, answer: WireResponse): void {
    const recorded = counter.unmatched(requestWithoutSecrets(request), answer);
    log?.append({ ...recorded, request: requestWithoutSecrets(recorded.request) }, () => {});
  }

  function turnAway(request: IncomingMessage, response: ServerResponse, wire: WireResponse): void {
    give(response, wire, [counter.unmatched(requestWithoutSecrets(turnedAway(request)), wire)]);
  }

  function answer(request: IncomingMessage, response: ServerResponse, body: Body): void {
    const meant = handedIn(request, body) ?? gatewayMeant(counter, request.url ?? '/');
    const wire = wireRequest(request, meant?.path ?? request.url ?? '/', body);
    const head = httpHead(request.rawHeaders, request.headers);
    const came = { raw: body.raw, head };
    if (!meant) {
      const missing = notFound(counter);
      const kept = { raw: body.raw && bytesWithoutSecrets(body.raw), head: head && headWithoutSecrets(head) };
      return give(response, missing, [counter.unmatched(requestWithoutSecrets(wire), missing, kept)]);
    }
    if (meant.gateway.down) {
      request.socket.destroy();
      return;
    }
    const { gateway } = meant;
    const { response: said, recorded, met } = counter.exchange(gateway, wire, came);
    if (met === undefined) return give(response, said, recorded);
    give(response, said, recorded, (_, answered) =>
      giveUnder(met, gateway, { request, response, wire: answered, send }, options.later ?? realLater),
    );
  }

  function handedIn(request: IncomingMessage, body: Body): ReturnType<typeof gatewayMeant> {
    const names = handedInFor(request);
    if (names === undefined) return undefined;
    const path = request.url ?? '/';
    const gateway = gatewayKnowing(counter, names, wireRequest(request, path, body));
    return gateway && { gateway, path };
  }

  /** With a log, the answer waits until its exchanges are on the disk. */
  function give(
    response: ServerResponse,
    wire: WireResponse,
    exchanges: readonly Recorded[],
    say?: typeof send,
  ): void {
    if (!log) return say === undefined ? outbox.add(response, wire) : say(response, wire);
    let open = exchanges.length;
    let failure: Error | undefined;
    for (const recorded of exchanges) {
      log.append(recorded, (error) => {
        open -= 1;
        failure ??= error;
        if (error) counter.takeBack(recorded);
        if (open > 0) return;
        if (!failure) return (say ?? send)(response, wire);
        refuse(response, 507, `the journal cannot be written: ${failure.message}`);
      });
    }
  }

  return server;
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  const length = Buffer.byteLength(body);
  response.writeHead(status, headLines(headers, length));
  response.end(body, length === body.length ? 'latin1' : 'utf8');
}

/** Names and values by turns. */
function headLines(headers: WireResponse['headers'], length: number): string[] {
  const lines = ['content-length', String(length)];
  for (const name in headers) lines.push(name, headers[name] ?? '');
  return lines;
}

/** `/NAME/…`: the name must be exactly a gateway's; what follows is the gateway's own path. */
function gatewayMeant(counter: Counter, url: string): { gateway: Gateway; path: string } | undefined {
  const end = url.indexOf('/', 1);
  const query = url.indexOf('?');
  const stop = end < 0 ? (query < 0 ? url.length : query) : end;
  const gateway = counter.named(decoded(url.slice(1, stop)));
  if (!gateway) return undefined;
  return { gateway, path: end < 0 ? `/${url.slice(stop)}` : url.slice(end) };
}

function decoded(name: string): string {
  if (!name.includes('%')) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}

function wireRequest(request: IncomingMessage, path: string, { text }: Body): WireRequest {
  // Of the headers that node gives, only set-cookie may be a list, and that is no request's.
  const headers = request.headers as WireRequest['headers'];
  return { method: request.method ?? 'GET', path, headers, body: text };
}

function notFound(counter: Counter): WireResponse {
  const names = counter.gateways.map(({ name }) => name);
  const body = JSON.stringify({
    error: 'no gateway is called so',
    gateways: names,
    hint: 'http://127.0.0.1:PORT/<NAME>/…',
  });
  return { status: 404, headers: { 'content-type': 'application/json' }, body };
}
