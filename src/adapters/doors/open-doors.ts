/** The fake gateways on real sockets of this machine: one HTTP door for all, an SMTP door for each that mails. */
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
  /** 0 or none: free ones. `smtp` is the first mail gateway's; the others count up. */
  readonly ports?: { readonly http?: number; readonly smtp?: number };
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
  readonly proxy: OpenProxy | undefined;
  /** Gateway name → `http://127.0.0.1:PORT/NAME` or `smtp://127.0.0.1:PORT`, in the gateways' order. */
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
  const authority = proxy && (await openAuthorityFor(proxy, { counter, books, now, listening }, mailers));
  const tls = authority && (() => authority.contextFor(...MAIL_HOSTS));
  for (const gateway of mailers) {
    const { server } = createSmtpDoor({ counter, gateway, tls, ...withLog });
    const port = ports.smtp ? ports.smtp + mailPorts.size : 0;
    mailPorts.set(gateway.name, await listening.open(server, port));
  }
  const parts = { counter, books, now, door: http, listening, log };
  const openedProxy = proxy && authority && (await openProxy(proxy, authority, parts));
  return {
    counter,
    recorder,
    webhooks,
    httpPort,
    mailPorts,
    proxy: openedProxy,
    urls: new Map(gateways.map(({ name }) => [name, urlOf(name, httpPort, mailPorts)])),
    async close() {
      await webhooks.close();
      await listening.close();
    },
  };
}

/** What mailers call a door of this machine. */
const MAIL_HOSTS = ['localhost', '127.0.0.1'] as const;

/** The proxy's code is only read when one is asked for: certificates need a large library. */
async function openAuthorityFor(
  { authorityFolder }: ProxyWanted,
  { counter, books, now, listening }: Pick<ProxyParts, 'counter' | 'books' | 'now' | 'listening'>,
  mailers: readonly Gateway[],
): Promise<CertificateAuthority> {
  const { everyHost, openAuthority } = await import('../proxy/index.ts');
  try {
    const hosts = everyHost(counter.gateways, books);
    return openAuthority(authorityFolder, now, mailers.length === 0 ? hosts : [...hosts, ...MAIL_HOSTS]);
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

function urlOf(name: string, httpPort: number, mailPorts: ReadonlyMap<string, number>): string {
  const mailPort = mailPorts.get(name);
  return mailPort === undefined
    ? `http://127.0.0.1:${httpPort}/${encodeURIComponent(name)}`
    : `smtp://127.0.0.1:${mailPort}`;
}
