/**
 * The HTTP server of the standalone gateways. Sends go straight from node:http to the fake gateway;
 * all else goes to the recorder's API. A request that is not understood is never answered with a success.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Gateway } from '../../core/model/gateway.ts';
import type { WireRequest, WireResponse } from '../../core/model/wire.ts';
import { CONNECTIONS_MAX } from '../connections-max.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import { httpHead } from '../recorder/header-lines.ts';
import type { Recorded } from '../recorder/recorder.ts';
import { respondAndClose } from '../respond-and-close.ts';
import {
  bytesWithoutSecrets,
  headWithoutSecrets,
  requestWithoutSecrets,
} from '../secrets/without-secrets.ts';
import { type StartTimer, startRealTimer } from '../timer.ts';
import { ApiQueue } from './api-queue.ts';
import { sendFaulty } from './faulty-response.ts';
import { addressedGateway, forwardedTo } from './forwarded.ts';
import { type Body, readBody } from './read-body.ts';
import { ambiguityIn, isForUs, isOfForeignPage, refuse } from './refuse.ts';
import {
  ambiguous,
  badEncoding,
  beginningOf,
  foreignPage,
  isProxyRequest,
  notAProxy,
  rejectedRequest,
  tooLarge,
  tooLong,
  tooMany,
  unexpected,
  unreadable,
  wrongHost,
} from './rejected.ts';
import { ResponseBatch } from './response-batch.ts';

export interface HttpServerOptions {
  readonly fakes: FakeGateways;
  /** Answers what is not for a gateway: the recorder's API. */
  readonly api: (request: IncomingMessage, response: ServerResponse) => void;
  /** Paths that begin with one of these are for the API. Default: those of the recorder's API. */
  readonly apiPrefixes?: readonly string[];
  readonly log?: DurableLog;
  readonly bodyLimit?: number;
  /** Hosts beside loopback that clients may call us by. */
  readonly hosts?: ReadonlySet<string>;
  /** How long a client may take over its headers, and over its whole request. */
  readonly headersTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
  /** Waits for latency, delays and drips; default: in real time. */
  readonly startTimer?: StartTimer;
}

const API_PREFIXES = ['/__admin', '/api/', '/view/', '/livez', '/readyz', '/metrics', '/openapi.json'];
const BODY_LIMIT = 1_000_000;
const HEADER_BYTES_MAX = 16_384;
const URL_MAX = 8192;

export function createHttpServer(options: HttpServerOptions): Server {
  const {
    fakes,
    api,
    apiPrefixes = API_PREFIXES,
    log,
    bodyLimit = BODY_LIMIT,
    hosts = new Set<string>(),
  } = options;
  /** Connections that close when their last answer is out. */
  const closing = new WeakSet<Socket>();
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
      if (closing.has(request.socket)) return;
      const why = ambiguityIn(request);
      if (why !== undefined) {
        closing.add(request.socket);
        return reject(request, response, ambiguous(why));
      }
      const isForwarded = forwardedTo(request) !== undefined;
      if (!isForwarded && isProxyRequest(request)) return reject(request, response, notAProxy());
      if (!isForwarded && !isForUs(request, hosts)) return reject(request, response, wrongHost());
      if (!isForwarded && isOfForeignPage(request)) return reject(request, response, foreignPage());
      const url = request.url ?? '/';
      if (url.length > URL_MAX) return reject(request, response, tooLong(URL_MAX));
      // Some clients write a second slash behind the host.
      const path = url.startsWith('//') ? url.replace(/^\/+/, '/') : url;
      if (!isForwarded && apiPrefixes.some((prefix) => path.startsWith(prefix))) {
        request.url = path;
        return serveApi(request, response);
      }
      readBody(request, bodyLimit, (body) => {
        if (body === 'too large') return reject(request, response, tooLarge(bodyLimit));
        if (body === 'unreadable') return reject(request, response, badEncoding());
        answerGateway(request, response, body);
      });
    },
  );
  server.maxConnections = CONNECTIONS_MAX;
  server.on('clientError', (error, socket) => {
    if (!socket.writable) return;
    recordRejected(beginningOf(error), unreadable(error));
    respondAndClose(socket, unreadable(error));
  });
  server.on('checkExpectation', (request, response) => {
    closing.add(request.socket);
    reject(request, response, unexpected());
  });
  server.on('connect', (request, socket) => {
    // A client that closes its connection is no error.
    socket.on('error', () => {});
    recordRejected(rejectedRequest(request), notAProxy());
    respondAndClose(socket, notAProxy());
  });

  const responseBatch = new ResponseBatch(send);
  let apiQueue: ApiQueue | undefined;

  function serveApi(request: IncomingMessage, response: ServerResponse): void {
    apiQueue ??= new ApiQueue(api);
    if (apiQueue.add(request, response)) return;
    closing.add(request.socket);
    recordRejected(rejectedRequest(request), tooMany());
    request.socket.destroy();
  }

  /** Of what has no answer to wait for. */
  function recordRejected(request: WireRequest, response: WireResponse): void {
    const recorded = fakes.unmatched(requestWithoutSecrets(request), response);
    log?.append({ ...recorded, request: requestWithoutSecrets(recorded.request) }, () => {});
  }

  function reject(request: IncomingMessage, response: ServerResponse, wire: WireResponse): void {
    respond(response, wire, [fakes.unmatched(requestWithoutSecrets(rejectedRequest(request)), wire)]);
  }

  function answerGateway(request: IncomingMessage, response: ServerResponse, body: Body): void {
    const addressed = forwarded(request, body) ?? gatewayInPath(fakes, request.url ?? '/');
    const asked = wireRequest(request, addressed?.path ?? request.url ?? '/', body);
    const head = httpHead(request.rawHeaders, request.headers);
    const rawRequest = { raw: body.raw, head };
    if (!addressed) {
      const missing = notFound(fakes);
      const kept = { raw: body.raw && bytesWithoutSecrets(body.raw), head: head && headWithoutSecrets(head) };
      return respond(response, missing, [fakes.unmatched(requestWithoutSecrets(asked), missing, kept)]);
    }
    if (addressed.gateway.down) {
      request.socket.destroy();
      return;
    }
    const { gateway } = addressed;
    const { response: wire, recorded, match } = fakes.exchange(gateway, asked, rawRequest);
    if (match === undefined) return respond(response, wire, recorded);
    respond(response, wire, recorded, (_, answered) =>
      sendFaulty(match, { request, response, wire: answered, send }, options.startTimer ?? startRealTimer),
    );
  }

  function forwarded(request: IncomingMessage, body: Body): ReturnType<typeof gatewayInPath> {
    const names = forwardedTo(request);
    if (names === undefined) return undefined;
    const path = request.url ?? '/';
    const gateway = addressedGateway(fakes, names, wireRequest(request, path, body));
    return gateway && { gateway, path };
  }

  /** With a log, the answer waits until its exchanges are on the disk. */
  function respond(
    response: ServerResponse,
    wire: WireResponse,
    exchanges: readonly Recorded[],
    answer?: typeof send,
  ): void {
    if (!log) return answer === undefined ? responseBatch.add(response, wire) : answer(response, wire);
    let open = exchanges.length;
    let failure: Error | undefined;
    for (const recorded of exchanges) {
      log.append(recorded, (error) => {
        open -= 1;
        failure ??= error;
        if (error) fakes.withdraw(recorded);
        if (open > 0) return;
        if (!failure) return (answer ?? send)(response, wire);
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
function gatewayInPath(fakes: FakeGateways, url: string): { gateway: Gateway; path: string } | undefined {
  const end = url.indexOf('/', 1);
  const query = url.indexOf('?');
  const stop = end < 0 ? (query < 0 ? url.length : query) : end;
  const gateway = fakes.named(decoded(url.slice(1, stop)));
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

function notFound(fakes: FakeGateways): WireResponse {
  const names = fakes.gateways.map(({ name }) => name);
  const body = JSON.stringify({
    error: 'no gateway is called so',
    gateways: names,
    hint: 'http://127.0.0.1:PORT/<NAME>/…',
  });
  return { status: 404, headers: { 'content-type': 'application/json' }, body };
}
