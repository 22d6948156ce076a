/** Fake gateways on real sockets for one test: their own ports, their own recorder, gone after `close`. */
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { gatewayBooks } from '../../mock-gateways/index.ts';
import { apiPrefixes, recorderApi } from '../adapters/http-door/api.ts';
import { Counter } from '../adapters/http-door/counter.ts';
import { createHttpDoor } from '../adapters/http-door/http-door.ts';
import { Recorder } from '../adapters/recorder/recorder.ts';
import { createSmtpDoor } from '../adapters/smtp-door/smtp-door.ts';
import type { Gateway } from '../core/model/gateway.ts';
import type { Scenario } from '../index.ts';
import { type GatewayOptions, gatewaysFrom } from './gateways-from.ts';
import { type Inbox, inboxOf } from './inbox.ts';

export interface StartGatewaysOptions {
  /** Name → `{ type, … }` with the keys of a scenario's gateways; or a scenario (or its path) that has some. */
  readonly gateways: Readonly<Record<string, GatewayOptions>> | Scenario | string;
  /** Default: ports that are free. With several mail gateways, `smtp` is the first one's and they count up. */
  readonly ports?: { readonly http?: number; readonly smtp?: number };
}

/** Gateways that are open. */
export interface Gateways extends Inbox {
  readonly httpPort: number;
  /**
   * Of the first mail gateway.
   * @throws Error when there is none.
   */
  readonly smtpPort: number;
  /**
   * Where a client reaches one: `http://127.0.0.1:PORT/NAME`, or `smtp://127.0.0.1:PORT`.
   * @throws Error when none is called so.
   */
  url(name: string): string;
  /** Forgets what came, and lets the gateways begin anew (`fail_next`, STOP lists). */
  reset(): void;
  /** Closes all doors, open connections included. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Opens fake gateways on loopback. Each call has its own recorder and ports, so tests may run side by side.
 * @throws ScenarioError when a gateway is not sound; the system's error when a port cannot be opened.
 */
export async function startGateways({
  gateways: given,
  ports = {},
}: StartGatewaysOptions): Promise<Gateways> {
  const gateways = gatewaysFrom(given);
  const recorder = new Recorder();
  const counter = new Counter({ gateways, books: gatewayBooks, recorder, now: Date.now });
  const doors = new Doors();
  const urls = new Map<string, string>();

  const http = createHttpDoor({ counter, api: recorderApi(counter), apiPrefixes });
  const httpPort = await doors.open(http, ports.http ?? 0);
  const mailPorts: number[] = [];
  for (const gateway of gateways) {
    if (!isMail(gateway)) {
      urls.set(gateway.name, `http://${HOST}:${httpPort}/${encodeURIComponent(gateway.name)}`);
      continue;
    }
    const { server } = createSmtpDoor({ counter, gateway });
    const port = await doors.open(server, ports.smtp ? ports.smtp + mailPorts.length : 0);
    mailPorts.push(port);
    urls.set(gateway.name, `smtp://${HOST}:${port}`);
  }

  return {
    ...inboxOf(recorder),
    httpPort,
    get smtpPort() {
      return mailPorts[0] ?? missing('there is no mail gateway', 'add one of type smtp');
    },
    url: (name) =>
      urls.get(name) ?? missing(`no gateway is called ${name}`, `there are ${[...urls.keys()].join(', ')}`),
    reset() {
      recorder.remove(() => true);
      counter.reset();
    },
    async close() {
      await doors.close();
    },
  };
}

/** Servers that listen, and who is connected to them. */
class Doors {
  private readonly servers: Server[] = [];
  private readonly sockets = new Set<Socket>();

  async open(server: Server, port: number): Promise<number> {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    try {
      server.listen(port, HOST);
      await once(server, 'listening');
    } catch (error) {
      await this.close();
      throw error;
    }
    this.servers.push(server);
    return (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = this.servers.splice(0).map((server) => new Promise((done) => server.close(done)));
    for (const socket of this.sockets) socket.destroy();
    await Promise.all(closed);
  }
}

const isMail = ({ type }: Gateway): boolean => gatewayBooks.get(type)?.channel === 'email';

function missing(what: string, hint: string): never {
  throw new Error(`${what}: ${hint}`);
}
