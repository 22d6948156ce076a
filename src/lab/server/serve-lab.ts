import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { labApp } from './app.ts';
import { type DoorPorts, type GatewayDoors, openGatewayDoors } from './gateway-doors.ts';
import { offeredFile, offeredIn, readBeside } from './offered.ts';
import { SessionStore } from './session-store.ts';

export interface LabOptions {
  readonly port: number;
  readonly host?: string;
  readonly token?: string | undefined;
  readonly journal?: string | undefined;
  /** A scenario to open at once. */
  readonly scenario?: { readonly path: string; readonly text: string } | undefined;
  /** Where that scenario's gateways stand on sockets; undefined: nowhere. */
  readonly gateways?: DoorPorts | undefined;
}

export interface Lab {
  readonly url: string;
  readonly store: SessionStore;
  /** Gateway name → where it stands on a socket. */
  readonly gateways: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/**
 * Opens the lab. Rejects with the system's error, with `port`, when a port is taken, and with JournalFolderError
 * when the sessions cannot be kept; then nothing stays open.
 */
export async function serveLab({
  port,
  host = '127.0.0.1',
  token,
  journal,
  scenario,
  gateways,
}: LabOptions): Promise<Lab> {
  const root = packageRoot();
  const folder = join(root, 'scenarios');
  const own = scenario ? offeredFile(scenario.path, scenario.path) : [];
  const offered = [...own, ...offeredIn(folder)];
  const readFor = (path: string) => {
    if (path === 'scenario') return () => ({ problem: 'a text sent here names no files' });
    return readBeside(path === scenario?.path ? dirname(dirname(path)) : folder);
  };
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const shut = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    return closed;
  };
  const store = await storeOr(shut);
  const close = async (): Promise<void> => {
    try {
      store.close();
    } finally {
      await shut();
    }
  };
  const doors = await opened().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  server.on('request', labApp({ store, offered, host, token, pages: join(root, 'dist', 'lab') }));
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}/`,
    store,
    gateways: doors?.urls ?? new Map(),
    async close() {
      await doors?.close();
      await close();
    },
  };

  async function storeOr(giveUp: () => Promise<void>): Promise<SessionStore> {
    try {
      return new SessionStore({ journal, readFor });
    } catch (error) {
      await giveUp();
      throw error;
    }
  }

  async function opened(): Promise<GatewayDoors | undefined> {
    const session = scenario && store.openOnce(scenario.path, scenario.text);
    return session && gateways && openGatewayDoors(session, gateways);
  }
}

const LEVELS_MAX = 6;

/** The folder of package.json, from the sources as from dist. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let level = 0; level < LEVELS_MAX && !existsSync(join(folder, 'package.json')); level += 1) {
    folder = dirname(folder);
  }
  return folder;
}
