/**
 * A forward proxy that forwards nothing: clients whose gateway's address is fixed use it as their proxy, and what they send
 * to a vendor's host is answered by the fake. It opens no connection of its own.
 */
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import type { WireRequest, WireResponse } from '../../core/model/wire.ts';
import { CONNECTIONS_MAX } from '../connections-max.ts';
import { forward } from '../http-server/forwarded.ts';
import { ambiguityIn } from '../http-server/refuse.ts';
import { ambiguous, beginningOf, unexpected, unreadable } from '../http-server/rejected.ts';
import { respondAndClose } from '../respond-and-close.ts';
import type { CertificateAuthority } from './authority.ts';
import { onFirstByte } from './first-byte.ts';
import { shakeHands } from './handshake.ts';
import { gatewaysAt, type HostRoutes, hostIn } from './hosts.ts';
import { asKept, notForProxy, otherHost, unknownHost } from './refusals.ts';
import { bodyOfConnect, targetOf, withoutProxyHeaders } from './target.ts';

export interface ProxyOptions {
  readonly routes: HostRoutes;
  /** The HTTP server that answers requests from the tunnels. */
  readonly server: Server;
  /** Signs for the hosts of the routes. */
  readonly authority: Pick<CertificateAuthority, 'contextFor'>;
  /** Hears of each request that was refused here, secrets included: the recorder's `unmatched`. */
  readonly onRefused?: (request: WireRequest, response: WireResponse) => void;
  /** Hears, once for each host, that a client broke off: most often it does not trust the authority (`trustCure`). */
  readonly onBrokenOff?: (host: string, reason: string) => void;
  /** How long a client may take over its headers, its whole request, and a tunnel's first byte or handshake. */
  readonly headersTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
  readonly tunnelTimeoutMs?: number;
}

const HEADER_BYTES_MAX = 16_384;
/** Hosts for which broken handshakes are reported. */
const BROKEN_MAX = 1000;
const TUNNEL_TIMEOUT_MS = 10_000;
const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;
/** The first byte of a TLS handshake. */
const TLS_HANDSHAKE = 0x16;
/** Errors of a request that cannot be parsed, or stops in the middle. */
const SAID_SOMETHING = /^HPE_|^ERR_HTTP_/;

/** A proxy that does not listen yet, for 127.0.0.1. Closing it ends its tunnels. */
export function createProxy(options: ProxyOptions): Server {
  return new ForwardProxy(options);
}

/** What is known of an open tunnel. */
interface Tunnel {
  readonly host: string;
  isUsed: boolean;
}

class ForwardProxy extends Server {
  private readonly given: ProxyOptions;
  /** By the socket that requests come out of. */
  private readonly tunnels = new WeakMap<Duplex, Tunnel>();
  private readonly open = new Set<Duplex>();
  /** Connections that close when their last answer is out: what was sent behind it is not read. */
  private readonly closing = new WeakSet<Duplex>();
  private readonly broken = new Set<string>();

  constructor(given: ProxyOptions) {
    super({
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: given.headersTimeoutMs ?? 10_000,
      requestTimeout: given.requestTimeoutMs ?? 30_000,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 60_000,
      // A request without one is refused and kept like any other.
      requireHostHeader: false,
    });
    this.given = given;
    this.maxConnections = CONNECTIONS_MAX;
    this.prependListener('connection', (socket: Socket) => this.admit(socket));
    this.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.tunnel(request, socket, head),
    );
    this.on('request', (request: IncomingMessage, response: ServerResponse) =>
      this.answer(request, response),
    );
    this.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
      this.refuse(request, response, unexpected()),
    );
    this.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
      const tunnel = this.tunnels.get(socket);
      if (SAID_SOMETHING.test(error.code ?? '')) {
        if (tunnel !== undefined) tunnel.isUsed = true;
        this.given.onRefused?.(beginningOf(error), unreadable(error));
      }
      respondAndClose(socket, unreadable(error));
    });
  }

  override close(done?: (error?: Error) => void): this {
    this.endTunnels();
    return super.close(done);
  }

  override closeAllConnections(): void {
    this.endTunnels();
    super.closeAllConnections();
  }

  private endTunnels(): void {
    for (const socket of this.open) socket.destroy();
  }

  /** Only clients on this machine, whatever address the proxy listens on. */
  private admit(socket: Socket): void {
    if (!this.tunnels.has(socket) && !LOOPBACK.test(socket.remoteAddress ?? '')) socket.destroy();
  }

  /** CONNECT: the tunnel ends here. */
  private tunnel(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', ignored);
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
    const outer = this.tunnels.get(socket);
    if (outer !== undefined) outer.isUsed = true;
    const why = ambiguityIn(request) ?? bodyOfConnect(request);
    if (why !== undefined) return this.refuseTunnel(request, socket, ambiguous(why));
    const asked = request.url ?? '';
    const host = hostIn(asked);
    if (host === undefined || outer !== undefined) return this.refuseTunnel(request, socket, notForProxy());
    if (gatewaysAt(this.given.routes, host) === undefined) {
      return this.refuseTunnel(request, socket, unknownHost(asked, this.given.routes));
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    onFirstByte(socket as Socket, head, this.given.tunnelTimeoutMs ?? TUNNEL_TIMEOUT_MS, (byte) => {
      if (byte === TLS_HANDSHAKE) this.secure(socket as Socket, host);
      else this.enter(socket as Socket, { host, isUsed: false });
    });
  }

  private refuseTunnel(request: IncomingMessage, socket: Duplex, response: WireResponse): void {
    this.given.onRefused?.(asKept(request), response);
    respondAndClose(socket, response);
  }

  private secure(socket: Socket, host: string): void {
    const context = this.contextFor(host);
    if (context === undefined) return void socket.destroy();
    shakeHands(socket, {
      context,
      timeoutMs: this.given.tunnelTimeoutMs ?? TUNNEL_TIMEOUT_MS,
      onBroken: (reason) => this.brokenOff(host, reason),
      onSecure: (inside) => {
        const tunnel: Tunnel = { host, isUsed: false };
        inside.once('close', () => {
          if (!tunnel.isUsed && this.listening)
            this.brokenOff(host, 'it asked for nothing after the handshake');
        });
        this.enter(inside, tunnel);
      },
    });
  }

  private contextFor(host: string): SecureContext | undefined {
    try {
      return this.given.authority.contextFor(host);
    } catch (error) {
      this.brokenOff(host, `no certificate can be made for it: ${(error as Error).message}`);
      return undefined;
    }
  }

  private brokenOff(host: string, reason: string): void {
    if (this.broken.has(host) || this.broken.size >= BROKEN_MAX) return;
    this.broken.add(host);
    this.given.onBrokenOff?.(host, reason);
  }

  /** What comes out of the tunnel is read as if it had come by itself. */
  private enter(socket: Socket, tunnel: Tunnel): void {
    this.tunnels.set(socket, tunnel);
    this.emit('connection', socket);
    socket.resume();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.closing.has(request.socket)) return;
    const tunnel = this.tunnels.get(request.socket);
    if (tunnel !== undefined) tunnel.isUsed = true;
    const why = request.headers.host === undefined ? 'no Host header' : ambiguityIn(request);
    if (why !== undefined) return this.refuse(request, response, ambiguous(why));
    const target = targetOf(request, tunnel !== undefined);
    if (target === undefined) return this.refuse(request, response, notForProxy());
    const { host, path } = target;
    if (tunnel !== undefined && host !== tunnel.host) {
      return this.refuse(request, response, otherHost(tunnel.host, host));
    }
    const gateways = gatewaysAt(this.given.routes, host);
    if (gateways === undefined) return this.refuse(request, response, unknownHost(host, this.given.routes));
    request.url = path;
    withoutProxyHeaders(request);
    forward(this.given.server, request, response, gateways);
  }

  private refuse(request: IncomingMessage, response: ServerResponse, refusal: WireResponse): void {
    if (this.closing.has(request.socket)) return;
    this.closing.add(request.socket);
    this.given.onRefused?.(asKept(request), refusal);
    const { status, headers, body } = refusal;
    response.writeHead(status, {
      ...headers,
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    });
    response.end(body);
  }
}

/** A client that closes its connection is no error. */
const ignored = (): void => undefined;
