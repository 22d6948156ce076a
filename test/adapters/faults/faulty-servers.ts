import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { FakeGateways } from '../../../src/adapters/fake/fake-gateways.ts';
import { createHttpServer } from '../../../src/adapters/http-server/http-server.ts';
import type { Recorded } from '../../../src/adapters/recorder/recorder.ts';
import { Recorder } from '../../../src/adapters/recorder/recorder.ts';
import { createSmtpServer, type SmtpServerOptions } from '../../../src/adapters/smtp-server/smtp-server.ts';
import { type StartTimer, startRealTimer } from '../../../src/adapters/timer.ts';
import type { Fault, FaultAction, Gateway } from '../../../src/core/model/gateway.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';

/** A rule; its id is its action unless it says. */
export function aFault(
  action: FaultAction,
  value: unknown,
  when: Fault['when'] = {},
  id: string = action,
): Fault {
  return { id, when, action, value };
}

export function troubled(type: string, faults: readonly Fault[], different: Partial<Gateway> = {}): Gateway {
  return { ...plainGateway('GW', type, 'demo'), faults, ...different };
}

/** A clock that a test sets, and waits that are over at once but remembered. */
class Hands {
  at = Date.UTC(2026, 0, 5);
  /** How far the machine's clock has been set off since the start, ms. */
  setOffMs = 0;
  readonly waits: number[] = [];
  readonly startTimer: StartTimer = (ms, act) => {
    this.waits.push(ms);
    if (ms >= ENDLESS_MS) return () => undefined;
    return startRealTimer(ms <= SHORT_MS ? ms : 0, act);
  };
}

/** So that a client can read what comes before a reset. */
const SHORT_MS = 20;
/** Nobody waits for that. */
const ENDLESS_MS = 600_000;

export interface FaultyServers {
  readonly base: string;
  readonly port: number;
  readonly smtpPort: number;
  readonly hands: Hands;
  readonly fakes: FakeGateways;
  all(): Recorded[];
  close(): Promise<void>;
}

/** One gateway at its servers, on free ports of loopback. */
export async function openFaultyServers(
  gateway: Gateway,
  { seed = 1, ...smtp }: { readonly seed?: number } & Partial<SmtpServerOptions> = {},
): Promise<FaultyServers> {
  const hands = new Hands();
  const recorder = new Recorder();
  const fakes = new FakeGateways({
    gateways: [gateway],
    gatewayKinds: gatewayCatalogue,
    recorder,
    now: () => hands.at + hands.setOffMs,
    monotonic: () => hands.at,
    seed,
  });
  const { startTimer } = hands;
  const api = (_: unknown, response: { end(): void }): void => response.end();
  const http = createHttpServer({ fakes, api, apiPrefixes: ['/__admin'], startTimer });
  const { server } = createSmtpServer({ fakes, gateway, startTimer, ...smtp });
  const sockets = new Set<Socket>();
  const ports: number[] = [];
  for (const each of [http, server]) {
    each.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    ports.push(await portOf(each));
  }
  const [port = 0, smtpPort = 0] = ports;
  return {
    base: `http://127.0.0.1:${port}/${gateway.name}`,
    port,
    smtpPort,
    hands,
    fakes,
    all: () => [...recorder.all()],
    async close() {
      const closed = [http, server].map((each) => new Promise((done) => each.close(done)));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
