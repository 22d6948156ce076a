/** The fake gateways on sockets of this machine: one HTTP server for all, and one for each SMTP or SMPP gateway. */
import type { Server } from 'node:http';
import type { Gateway } from '../../core/model/gateway.ts';
import type { GatewayKind } from '../../core/model/wire.ts';
import { FakeGateways } from '../fake/fake-gateways.ts';
import { createHttpServer, type HttpServerOptions } from '../http-server/http-server.ts';
import { refuse } from '../http-server/refuse.ts';
import type { CertificateAuthority } from '../proxy/authority.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import { Recorder } from '../recorder/recorder.ts';
import { requestWithoutSecrets } from '../secrets/without-secrets.ts';
import { type WebhookOptions, Webhooks } from '../webhooks/webhooks.ts';
import { ListeningServers } from './listening-servers.ts';

export interface StandaloneOptions {
  readonly gateways: readonly Gateway[];
  readonly gatewayKinds: ReadonlyMap<string, GatewayKind>;
  /** Real time, ms since the epoch. */
  readonly now: () => number;
  /** 0 or none: free ones. `smtp` and `smpp` are those of the first such gateway; the others count up. */
  readonly ports?: { readonly http?: number; readonly smtp?: number; readonly smpp?: number };
  /** What came before is put back into the recorder; what comes is on the disk before its answer goes out. */
  readonly log?: DurableLog;
  /** Where texts and receipts go to, and how. */
  readonly webhooks?: WebhookOptions;
  /** A forward proxy for clients whose gateway's host is fixed. */
  readonly proxy?: StandaloneProxyOptions;
  /** Of the faults' draws. */
  readonly seed?: number;
}

export interface StandaloneProxyOptions {
  /** 0: a free one. */
  readonly port: number;
  /** Where the certificate authority is kept, or made. */
  readonly authorityFolder: string;
  /** Hears, once for each host, that a client broke off; and how it would trust the certificate. */
  readonly onBrokenOff?: (host: string, reason: string, cure: string) => void;
}

export interface OpenProxy {
  readonly port: number;
  /** PEM file that clients are to trust. */
  readonly certificatePath: string;
  /** `made`: no client trusts it yet; `widened`: for more hosts than before. */
  readonly authority: 'made' | 'widened' | 'kept';
}

export interface StandaloneGateways {
  readonly fakes: FakeGateways;
  readonly recorder: Recorder;
  /** Calls to applications. */
  readonly webhooks: Webhooks;
  readonly httpPort: number;
  /** Gateway name → the port of its SMTP server. */
  readonly mailPorts: ReadonlyMap<string, number>;
  /** Gateway name → the port of its SMPP server. */
  readonly smppPorts: ReadonlyMap<string, number>;
  readonly proxy: OpenProxy | undefined;
  /** Gateway name → `http://127.0.0.1:PORT/NAME`, `smtp://127.0.0.1:PORT` or `smpp://…`, in the gateways' order. */
  readonly urls: ReadonlyMap<string, string>;
  /** Closes all servers and their connections. */
  close(): Promise<void>;
}

/**
 * Opens all servers. When one cannot be opened, none stays open.
 * @throws the system's error, with `port`.
 */
export async function openStandaloneGateways({
  gateways,
  gatewayKinds,
  now,
  ports = {},
  log,
  webhooks: wanted = {},
  proxy,
  seed,
}: StandaloneOptions): Promise<StandaloneGateways> {
  const recorder = new Recorder();
  for (const recorded of log?.restored ?? []) recorder.restore(recorded);
  log?.letGo();
  const fakes = new FakeGateways({
    gateways,
    gatewayKinds,
    recorder,
    now,
    ...(seed !== undefined && { seed }),
  });
  const listening = new ListeningServers();
  const withLog = log === undefined ? {} : { log };

  const { ownPorts } = listening;
  const webhooks = new Webhooks(fakes, { ...wanted, ...withLog, ownPorts });
  const http = createHttpServer({ fakes, api: apiWhenAsked(fakes, webhooks), ...withLog });
  const httpPort = await listening.open(http, ports.http ?? 0);
  const mailPorts = new Map<string, number>();
  const mailers = gateways.filter(({ type }) => gatewayKinds.get(type)?.channel === 'email');
  const smscs = gateways.filter(({ type }) => type === 'smpp');
  const withTls = [...mailers, ...smscs];
  const authority =
    proxy && (await openAuthorityFor(proxy, { fakes, gatewayKinds, now, listening }, withTls));
  const tls = authority && (() => authority.contextFor(...OWN_HOSTS));
  for (const gateway of mailers) {
    const { createSmtpServer } = await import('../smtp-server/smtp-server.ts');
    const { server } = createSmtpServer({ fakes, gateway, tls, ...withLog });
    const port = ports.smtp ? ports.smtp + mailPorts.size : 0;
    mailPorts.set(gateway.name, await listening.open(server, port));
  }
  const smppPorts = new Map<string, number>();
  for (const gateway of smscs) {
    const { createSmppServer } = await import('../smpp-server/smpp-server.ts');
    const { server, transport } = createSmppServer({ fakes, gateway, tls, ...withLog });
    const port = await listening.open(server, ports.smpp ? ports.smpp + smppPorts.size : 0);
    smppPorts.set(gateway.name, port);
    webhooks.addSessionRoute(gateway.name, { url: `smpp://127.0.0.1:${port}`, transport });
  }
  const parts = { fakes, gatewayKinds, now, http, listening, log };
  const openedProxy = proxy && authority && (await openProxy(proxy, authority, parts));
  return {
    fakes,
    recorder,
    webhooks,
    httpPort,
    mailPorts,
    smppPorts,
    proxy: openedProxy,
    urls: new Map(gateways.map(({ name }) => [name, urlOf(name, { httpPort, mailPorts, smppPorts })])),
    async close() {
      await webhooks.close();
      await listening.close();
    },
  };
}

/** The API, loaded with its library at the first request to it: most programs only send. */
function apiWhenAsked(fakes: FakeGateways, webhooks: Webhooks): HttpServerOptions['api'] {
  const openedAt = performance.now();
  let loaded: ReturnType<typeof load> | undefined;
  const load = async () => {
    const { recorderApi } = await import('../http-server/api.ts');
    const { webhookApi } = await import('../http-server/webhook-api.ts');
    return recorderApi(fakes, webhookApi(webhooks), openedAt);
  };
  return (request, response) => {
    loaded ??= load();
    loaded.then(
      (api) => api(request, response),
      (error: Error) => refuse(response, 500, `the API cannot be loaded: ${error.message}`),
    );
  };
}

/** Names by which mailers and SMPP clients address a server of this machine. */
const OWN_HOSTS = ['localhost', '127.0.0.1'] as const;

/** The proxy's code is only read when one is asked for: certificates need a large library. */
async function openAuthorityFor(
  { authorityFolder }: StandaloneProxyOptions,
  { fakes, gatewayKinds, now, listening }: Pick<ProxyParts, 'fakes' | 'gatewayKinds' | 'now' | 'listening'>,
  withTls: readonly Gateway[],
): Promise<CertificateAuthority> {
  const { everyHost, openAuthority } = await import('../proxy/index.ts');
  try {
    const hosts = everyHost(fakes.gateways, gatewayKinds);
    return openAuthority(authorityFolder, now, withTls.length === 0 ? hosts : [...hosts, ...OWN_HOSTS]);
  } catch (error) {
    await listening.close();
    throw error;
  }
}

async function openProxy(
  { port, onBrokenOff }: StandaloneProxyOptions,
  authority: CertificateAuthority,
  { fakes, gatewayKinds, http, listening, log }: ProxyParts,
): Promise<OpenProxy> {
  const { createProxy, hostsOf, trustCure } = await import('../proxy/index.ts');
  try {
    const { certificatePath, origin } = authority;
    const proxy = createProxy({
      routes: hostsOf(fakes.gateways, gatewayKinds),
      server: http,
      authority,
      onRefused: (request, response) => {
        const recorded = fakes.unmatched(requestWithoutSecrets(request), response);
        log?.append(recorded, () => {});
      },
      onBrokenOff: (host, reason) => onBrokenOff?.(host, reason, trustCure(certificatePath)),
    });
    return { port: await listening.open(proxy, port), certificatePath, authority: origin };
  } catch (error) {
    await listening.close();
    throw error;
  }
}

interface ProxyParts {
  readonly fakes: FakeGateways;
  readonly gatewayKinds: ReadonlyMap<string, GatewayKind>;
  readonly now: () => number;
  readonly http: Server;
  readonly listening: ListeningServers;
  readonly log: DurableLog | undefined;
}

function urlOf(
  name: string,
  { httpPort, mailPorts, smppPorts }: Pick<StandaloneGateways, 'httpPort' | 'mailPorts' | 'smppPorts'>,
): string {
  const [mail, smpp] = [mailPorts.get(name), smppPorts.get(name)];
  if (mail !== undefined) return `smtp://127.0.0.1:${mail}`;
  if (smpp !== undefined) return `smpp://127.0.0.1:${smpp}`;
  return `http://127.0.0.1:${httpPort}/${encodeURIComponent(name)}`;
}
