import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WireFailure, WireRequest, WireResponse } from '../../core/model/wire.ts';
import { breakConnection } from '../faults/break-connection.ts';
import type { ResponseOnWire } from '../in-process.ts';
import type { Sockets } from './wire.ts';

/** Real milliseconds that the client waits for a fake that hangs; everything else answers at once. */
const PATIENCE_MS = 150;
/** Real milliseconds for an answer that is sure to come, however slow the machine. */
const PATIENCE_MAX_MS = 20_000;

type Respond = (request: WireRequest) => ResponseOnWire;

/** The fakes behind a plain HTTP server; each request is answered by the hand-over that is under way. */
export async function openHttpWire(): Promise<Sockets> {
  const counter: { respond?: Respond } = {};
  const server = createServer((incoming, response) => {
    serve(incoming, response, counter.respond).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    async transport(request, _, respond) {
      counter.respond = (request) => {
        const outcome = respond(request);
        patience.ms = outcome.connection?.mode === 'hang' ? PATIENCE_MS : PATIENCE_MAX_MS;
        patience.start();
        return outcome;
      };
      const patience = new Patience();
      return await roundTrip(request, port, agent, patience);
    },
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** How long a client waits from the moment that its request is read. */
class Patience {
  ms = PATIENCE_MAX_MS;
  onEnd: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;

  start(): void {
    this.timer = setTimeout(() => this.onEnd(), this.ms);
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  respond: Respond | undefined,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  if (respond === undefined) throw new Error('no hand-over is under way');
  const outcome = respond({
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: headersOf(incoming),
    body: Buffer.concat(chunks).toString('utf8'),
  });
  if (outcome.connection) return breakConnection(incoming.socket, outcome.response, outcome.connection);
  const { status, headers, body } = outcome.response;
  response.sendDate = false;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** Headers that HTTP itself adds, which are no part of the request or response. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'content-length',
  'date',
  'host',
  'keep-alive',
  'transfer-encoding',
]);

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

function roundTrip(
  { method, path, headers, body }: WireRequest,
  port: number,
  agent: Agent,
  patience: Patience,
): Promise<WireResponse | WireFailure> {
  return new Promise((resolve) => {
    const end = (outcome: WireResponse | WireFailure): void => {
      patience.end();
      resolve(outcome);
      if (outcome.failure !== undefined) outgoing.destroy();
    };
    const outgoing = send({ host: '127.0.0.1', port, agent, method, path, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', (error) => end({ failure: failureOf(error) }));
      incoming.on('end', () =>
        end({
          status: incoming.statusCode ?? 0,
          headers: headersOf(incoming),
          body: new TextDecoder().decode(Buffer.concat(chunks), { stream: true }),
        }),
      );
    });
    patience.onEnd = () => end({ failure: 'timeout' });
    outgoing.on('error', (error) => end({ failure: failureOf(error) }));
    outgoing.end(body);
  });
}

function failureOf(error: NodeJS.ErrnoException): WireFailure['failure'] {
  const code = error.code ?? '';
  if (code === 'ECONNREFUSED') return 'refused';
  return code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE' ? 'garbage' : 'reset';
}
