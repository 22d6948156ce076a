import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { gatewayBooks } from '../../../mock-gateways/index.ts';
import { type Later, realLater } from '../../../src/adapters/faults/later.ts';
import { Counter } from '../../../src/adapters/http-door/counter.ts';
import { createHttpDoor } from '../../../src/adapters/http-door/http-door.ts';
import type { Recorded } from '../../../src/adapters/recorder/recorder.ts';
import { Recorder } from '../../../src/adapters/recorder/recorder.ts';
import { createSmtpDoor, type SmtpDoorOptions } from '../../../src/adapters/smtp-door/smtp-door.ts';
import type { Fault, Gateway } from '../../../src/core/model/gateway.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';

/** A rule; its id is its action unless it says. */
export function aFault(action: string, value: unknown, when: Fault['when'] = {}, id = action): Fault {
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
  readonly later: Later = (ms, act) => {
    this.waits.push(ms);
    if (ms >= ENDLESS_MS) return () => undefined;
    return realLater(ms <= SHORT_MS ? ms : 0, act);
  };
}

/** So that a client can read what comes before a reset. */
const SHORT_MS = 20;
/** Nobody waits for that. */
const ENDLESS_MS = 600_000;

export interface TroubledDoors {
  readonly base: string;
  readonly port: number;
  readonly smtpPort: number;
  readonly hands: Hands;
  readonly counter: Counter;
  all(): Recorded[];
  close(): Promise<void>;
}

/** One gateway at its doors, on free ports of loopback. */
export async function openTroubled(
  gateway: Gateway,
  { seed = 1, ...smtp }: { readonly seed?: number } & Partial<SmtpDoorOptions> = {},
): Promise<TroubledDoors> {
  const hands = new Hands();
  const recorder = new Recorder();
  const counter = new Counter({
    gateways: [gateway],
    books: gatewayBooks,
    recorder,
    now: () => hands.at + hands.setOffMs,
    steady: () => hands.at,
    seed,
  });
  const { later } = hands;
  const api = (_: unknown, response: { end(): void }): void => response.end();
  const http = createHttpDoor({ counter, api, apiPrefixes: ['/__admin'], later });
  const { server } = createSmtpDoor({ counter, gateway, later, ...smtp });
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
    counter,
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
