import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { FakeGateways } from '../../../src/adapters/fake/fake-gateways.ts';
import { recorderApi } from '../../../src/adapters/http-server/api.ts';
import { createHttpServer, type HttpServerOptions } from '../../../src/adapters/http-server/http-server.ts';
import { Recorder } from '../../../src/adapters/recorder/recorder.ts';
import { createSmtpServer } from '../../../src/adapters/smtp-server/smtp-server.ts';
import type { Gateway } from '../../../src/core/model/gateway.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';

const SID = 'AC0123456789abcdef0123456789abcdef';
const TOKEN = '0123456789abcdef0123456789abcdef';
export const twilioPath = `/2010-04-01/Accounts/${SID}/Messages.json`;
export const authorization = `Basic ${Buffer.from(`${SID}:${TOKEN}`).toString('base64')}`;

export function aGateway(name: string, type: string, different: Partial<Gateway> = {}): Gateway {
  return { ...plainGateway(name, type, 'demo'), ...different };
}

export const twilio = (different: Partial<Gateway> = {}): Gateway =>
  aGateway('TW', 'twilio', {
    options: new Map([
      ['account_sid', SID],
      ['auth_token', TOKEN],
    ]),
    ...different,
  });

export interface Doors {
  readonly base: string;
  readonly port: number;
  readonly smtpPort: number;
  readonly recorder: Recorder;
  close(): Promise<void>;
}

/** Doors on free ports of loopback. */
export async function openStandaloneGateways(
  gateways: readonly Gateway[],
  different: Partial<HttpServerOptions> = {},
  recorder = new Recorder(),
): Promise<Doors> {
  const fakes = new FakeGateways({ gateways, gatewayKinds: gatewayCatalogue, recorder, now: Date.now });
  const http = createHttpServer({ fakes, api: recorderApi(fakes), ...different });
  const mail = gateways.find(({ type }) => type === 'smtp') ?? aGateway('SMTP', 'smtp');
  const smtp = createSmtpServer({ fakes, gateway: mail, sizeLimit: 100_000 }).server;
  const [port, smtpPort] = [await portOf(http), await portOf(smtp)];
  return {
    base: `http://127.0.0.1:${port}`,
    port,
    smtpPort,
    recorder,
    async close() {
      http.closeAllConnections();
      for (const server of [http, smtp]) server.close();
    },
  };
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
