/** The fake gateways on real sockets of this machine: one HTTP door for all, a door for each that speaks SMTP or SMPP. */
import type { Server } from 'node:http';
import type { Gateway } from '../../core/model/gateway.ts';
import type { GatewayKind } from '../../core/model/wire.ts';
import { apiPrefixes, recorderApi } from '../http-door/api.ts';
import { Counter } from '../http-door/counter.ts';
import { createHttpDoor } from '../http-door/http-door.ts';
import { webhookApi } from '../http-door/webhook-api.ts';
import type { CertificateAuthority } from '../proxy/authority.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import { Recorder } from '../recorder/recorder.ts';
import { requestWithoutSecrets } from '../secrets/without-secrets.ts';
import { createSmtpDoor } from '../smtp-door/smtp-door.ts';
import { type WebhookOptions, Webhooks } from '../webhooks/webhooks.ts';
import { Listening } from './listening.ts';

export interface DoorsWanted {
  readonly gateways: readonly Gateway[];
  readonly books: ReadonlyMap<string, GatewayKind>;
  /** Real time, ms since the epoch. */
  readonly now: () => number;
  /** 0 or none: free ones. `smtp` and `smpp` are those of the first such gateway; the others count up. */
  readonly ports?: { readonly http?: number; readonly smtp?: number; readonly smpp?: number };
  /** What came before is put back into the recorder; what comes is on the disk before its answer goes out. */
  readonly log?: DurableLog;
  /** Where texts and receipts go to, and how. */
  readonly webhooks?: WebhookOptions;
  /** A forward proxy for clients whose gateway's host is fixed. */
  readonly proxy?: ProxyWanted;
  /** Of the faults' draws. */
  readonly seed?: number;
}

export interface ProxyWanted {
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
  /** `made`: nobody trusts it yet; `widened`: for more hosts than before. */
  readonly authority: 'made' | 'widened' | 'kept';
}

export interface OpenDoors {
  readonly counter: Counter;
  readonly recorder: Recorder;
  /** Calls to applications. */
  readonly webhooks: Webhooks;
  readonly httpPort: number;
  /** Gateway name → the port of its mail door. */
  readonly mailPorts: ReadonlyMap<string, number>;
  /** Gateway name → the port of its SMPP door. */
  readonly smppPorts: ReadonlyMap<string, number>;
  readonly proxy: OpenProxy | undefined;
  /** Gateway name → `http://127.0.0.1:PORT/NAME`, `smtp://127.0.0.1:PORT` or `smpp://…`, in the gateways' order. */
  readonly urls: ReadonlyMap<string, string>;
  /** Closes all doors, open connections included. */
  close(): Promise<void>;
}

/**
 * Opens the doors. When one cannot be opened, none stays open.
 * @throws the system's error, with `port`.
 */
export async function openDoors({
  gateways,
  books,
  now,
  ports = {},
  log,
  webhooks: wanted = {},
  proxy,
  seed,
}: DoorsWanted): Promise<OpenDoors> {
  const recorder = new Recorder();
  for (const recorded of log?.restored ?? []) recorder.restore(recorded);
  log?.letGo();
  const counter = new Counter({ gateways, books, recorder, now, ...(seed !== undefined && { seed }) });
  const listening = new Listening();
  const withLog = log === undefined ? {} : { log };

  const webhooks = new Webhooks(counter, { ...wanted, ...withLog });
  const api = recorderApi(counter, webhookApi(webhooks));
  const http = createHttpDoor({ counter, api, apiPrefixes, ...withLog });
  const httpPort = await listening.open(http, ports.http ?? 0);
  const mailPorts = new Map<string, number>();
  const mailers = gateways.filter(({ type }) => books.get(type)?.channel === 'email');
  const smscs = gateways.filter(({ type }) => type === 'smpp');
  const withTls = [...mailers, ...smscs];
  const authority = proxy && (await openAuthorityFor(proxy, { counter, books, now, listening }, withTls));
  const tls = authority && (() => authority.contextFor(...OWN_HOSTS));
  for (const gateway of mailers) {
    const { server } = createSmtpDoor({ counter, gateway, tls, ...withLog });
    const port = ports.smtp ? ports.smtp + mailPorts.size : 0;
    mailPorts.set(gateway.name, await listening.open(server, port));
  }
  const smppPorts = new Map<string, number>();
  for (const gateway of smscs) {
    const { createSmppDoor } = await import('../smpp-door/smpp-door.ts');
    const { server, carry } = createSmppDoor({ counter, gateway, tls, ...withLog });
    const port = await listening.open(server, ports.smpp ? ports.smpp + smppPorts.size : 0);
    smppPorts.set(gateway.name, port);
    webhooks.addLine(gateway.name, { url: `smpp://127.0.0.1:${port}`, carry });
  }
  const parts = { counter, books, now, door: http, listening, log };
  const openedProxy = proxy && authority && (await openProxy(proxy, authority, parts));
  return {
    counter,
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

/** What mailers and SMPP clients call a door of this machine. */
const OWN_HOSTS = ['localhost', '127.0.0.1'] as const;

/** The proxy's code is only read when one is asked for: certificates need a large library. */
async function openAuthorityFor(
  { authorityFolder }: ProxyWanted,
  { counter, books, now, listening }: Pick<ProxyParts, 'counter' | 'books' | 'now' | 'listening'>,
  withTls: readonly Gateway[],
): Promise<CertificateAuthority> {
  const { everyHost, openAuthority } = await import('../proxy/index.ts');
  try {
    const hosts = everyHost(counter.gateways, books);
    return openAuthority(authorityFolder, now, withTls.length === 0 ? hosts : [...hosts, ...OWN_HOSTS]);
  } catch (error) {
    await listening.close();
    throw error;
  }
}

async function openProxy(
  { port, onBrokenOff }: ProxyWanted,
  authority: CertificateAuthority,
  { counter, books, door, listening, log }: ProxyParts,
): Promise<OpenProxy> {
  const { createProxy, hostsOf, trustCure } = await import('../proxy/index.ts');
  try {
    const { certificatePath, origin } = authority;
    const proxy = createProxy({
      routes: hostsOf(counter.gateways, books),
      door,
      authority,
      onRefused: (request, response) => {
        const recorded = counter.unmatched(requestWithoutSecrets(request), response);
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
  readonly counter: Counter;
  readonly books: ReadonlyMap<string, GatewayKind>;
  readonly now: () => number;
  readonly door: Server;
  readonly listening: Listening;
  readonly log: DurableLog | undefined;
}

function urlOf(
  name: string,
  { httpPort, mailPorts, smppPorts }: Pick<OpenDoors, 'httpPort' | 'mailPorts' | 'smppPorts'>,
): string {
  const [mail, smpp] = [mailPorts.get(name), smppPorts.get(name)];
  if (mail !== undefined) return `smtp://127.0.0.1:${mail}`;
  if (smpp !== undefined) return `smpp://127.0.0.1:${smpp}`;
  return `http://127.0.0.1:${httpPort}/${encodeURIComponent(name)}`;
}
