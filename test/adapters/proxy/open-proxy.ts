import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { FakeGateways } from '../../../src/adapters/fake/fake-gateways.ts';
import { createHttpServer } from '../../../src/adapters/http-server/http-server.ts';
import { openAuthority } from '../../../src/adapters/proxy/authority.ts';
import { everyHost, hostsOf } from '../../../src/adapters/proxy/hosts.ts';
import { createProxy, type ProxyOptions } from '../../../src/adapters/proxy/proxy.ts';
import { type Recorded, Recorder } from '../../../src/adapters/recorder/recorder.ts';
import { requestWithoutSecrets } from '../../../src/adapters/secrets/without-secrets.ts';
import type { Gateway } from '../../../src/core/model/gateway.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';

export const SID = 'AC0123456789abcdef0123456789abcdef';
export const TOKEN = 'secret';
export const OTHER_SID = 'ACffffffffffffffffffffffffffffffff';
export const messagesOf = (sid: string): string => `/2010-04-01/Accounts/${sid}/Messages.json`;
export const basic = (user: string, password = TOKEN): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

export function aGateway(
  name: string,
  type: string,
  options: Readonly<Record<string, string>> = {},
): Gateway {
  return { ...plainGateway(name, type, 'demo'), options: new Map(Object.entries(options)) };
}

export const aTwilio = (name: string, sid: string): Gateway =>
  aGateway(name, 'twilio', { account_sid: sid, auth_token: TOKEN });

/** A proxy in front of its gateways. */
export interface OpenProxy {
  readonly port: number;
  readonly url: string;
  readonly httpPort: number;
  /** The certificate to trust: its file, and its text. */
  readonly certificatePath: string;
  readonly certificate: string;
  /** What came, oldest first. */
  recorded(): Recorded[];
  /** `HOST: reason` of each client that broke off. */
  readonly brokenOff: readonly string[];
  forget(): void;
  close(): Promise<void>;
}

/** Opens a proxy on loopback whose authority is thrown away at the end. */
export async function openProxy(
  gateways: readonly Gateway[],
  different: Partial<ProxyOptions> = {},
): Promise<OpenProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-proxy-'));
  const recorder = new Recorder();
  const fakes = new FakeGateways({ gateways, gatewayKinds: gatewayCatalogue, recorder, now: Date.now });
  const server = createHttpServer({
    fakes,
    api: (_request, response) => void response.writeHead(418).end(),
    apiPrefixes: ['/__admin', '/api/', '/livez'],
  });
  const authority = openAuthority(folder, Date.now, everyHost(gateways, gatewayCatalogue));
  const brokenOff: string[] = [];
  const proxy = createProxy({
    routes: hostsOf(gateways, gatewayCatalogue),
    server,
    authority,
    onRefused: (request, response) => void fakes.unmatched(requestWithoutSecrets(request), response),
    onBrokenOff: (host, reason) => void brokenOff.push(`${host}: ${reason}`),
    ...different,
  });
  const [port, httpPort] = [await portOf(proxy), await portOf(server)];
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    httpPort,
    certificatePath: authority.certificatePath,
    certificate: authority.certificate,
    recorded: () => [...recorder.all()],
    brokenOff,
    forget: () => void recorder.remove(() => true),
    async close() {
      const closed = [proxy, server].map((each) => new Promise((done) => each.close(done)));
      proxy.closeAllConnections();
      server.closeAllConnections();
      await Promise.all(closed);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
