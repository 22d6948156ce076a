import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CONNECTIONS_MAX } from '../../adapters/connections-max.ts';
import type { AllowedFolders } from '../../adapters/files/file-access.ts';
import { packageRoot } from '../../adapters/files/package-root.ts';
import { labApp } from './app.ts';
import type { GatewayPlaces } from './gateway-servers.ts';
import type { ThreadLimits } from './hosted-session.ts';
import { networkHosts, ownHost, urlOf } from './network-hosts.ts';
import { answerNotReady } from './not-ready.ts';
import { offeredAs, offeredIn, readFor } from './offered.ts';
import { refuseUnreadable, reportTo } from './refused-requests.ts';
import { SessionStore } from './session-store.ts';

export interface LabOptions {
  readonly port: number;
  readonly host?: string;
  readonly token?: string | undefined;
  readonly journal?: string | undefined;
  /** A scenario to open at once. */
  readonly scenario?: { readonly path: string; readonly text: string } | undefined;
  /** Where that scenario's gateways stand on sockets; undefined: nowhere. */
  readonly gateways?: GatewayPlaces | undefined;
  /** Folders that the scenario may read besides its own. */
  readonly folders?: AllowedFolders | undefined;
  /** Bounds of each session's thread. */
  readonly limits?: ThreadLimits | undefined;
  /** Takes a line about a kept session that could not be resumed, or about a request that was refused. */
  tell?(line: string): void;
}

export interface Lab {
  /** As this machine opens it. */
  readonly url: string;
  /** As other devices of the network open it, the likeliest first; without the token. */
  readonly networkUrls: readonly string[];
  readonly store: SessionStore;
  /** Gateway name → where it stands on a socket. */
  readonly gateways: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** What a client may take over its headers and its whole request, ms; and how long its headers may be, bytes. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 16_384,
  // A request without one is refused like one with another.
  requireHostHeader: false,
};

/**
 * Opens the lab. Rejects with the system's error, with `port`, when a port is taken, and with JournalFolderError
 * when the sessions cannot be kept, and with NoSuchFolder for an allowed folder that is none; then nothing stays open.
 */
export async function serveLab({
  port,
  host = '127.0.0.1',
  token,
  journal,
  scenario,
  gateways,
  folders,
  limits,
  tell,
}: LabOptions): Promise<Lab> {
  const root = packageRoot();
  const folder = join(root, 'scenarios');
  const program = pathToFileURL(join(root, 'dist', 'lab-session.cjs'));
  const rules = { own: scenario?.path, folders, folder };
  if (scenario) readFor(rules, scenario.path);
  const server = createServer(LIMITS);
  server.maxConnections = CONNECTIONS_MAX;
  const reportRefusal = tell && reportTo(tell);
  refuseUnreadable(server, reportRefusal ?? (() => {}));
  server.on('request', answerNotReady);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const shut = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    return closed;
  };
  let store: SessionStore | undefined;
  const close = async (): Promise<void> => {
    try {
      await store?.close();
    } finally {
      await shut();
    }
  };
  try {
    store = new SessionStore({ journal, rules, program, limits, tell });
    await store.resume();
    const session = scenario && (await store.openOnce(scenario.path, scenario.text));
    const urls = session && gateways && (await session.openGatewayServers(gateways));
    const offered = [...(session ? [offeredAs(scenario.path, session.card)] : []), ...offeredIn(folder)];
    const { port: opened } = server.address() as AddressInfo;
    const networkUrls = (): string[] => networkHosts(host).map((name) => urlOf(name, opened));
    const pages = join(root, 'dist', 'lab');
    server.off('request', answerNotReady);
    server.on('request', labApp({ store, offered, host, token, networkUrls, pages, reportRefusal }));
    return {
      url: urlOf(ownHost(host), opened),
      networkUrls: networkUrls(),
      store,
      gateways: urls ?? new Map(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
