import { once } from 'node:events';
import type { Server } from 'node:net';
import { gatewayBooks } from '../../mock-gateways/index.ts';
import { apiPrefixes, recorderApi } from '../adapters/http-door/api.ts';
import { Counter } from '../adapters/http-door/counter.ts';
import { createHttpDoor } from '../adapters/http-door/http-door.ts';
import { type DurableLog, openDurableLog } from '../adapters/recorder/durable-log.ts';
import { Recorder } from '../adapters/recorder/recorder.ts';
import { createSmtpDoor } from '../adapters/smtp-door/smtp-door.ts';
import type { Gateway } from '../core/model/gateway.ts';
import { plainGateway } from '../core/model/plain-gateway.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { loadPlans } from './load-plans.ts';
import { opened, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

export interface GatewaysOptions {
  readonly port: string;
  readonly smtpPort: string;
  readonly journal?: string;
}

const HOST = '127.0.0.1';
const PORT_MAX = 65_535;

/** `drysend gateways`: opens the doors, says where they are, and serves until Ctrl-C. */
export async function serveGateways(
  scenario: string | undefined,
  options: GatewaysOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const gateways = scenario === undefined ? oneOfEachKind() : await gatewaysOf(scenario, terminal);
  const { journal } = options;
  const log = journal === undefined ? undefined : opened(journal, () => openDurableLog(journal));
  const recorder = new Recorder();
  for (const recorded of log?.restored ?? []) recorder.restore(recorded);
  const counter = new Counter({ gateways, books: gatewayBooks, recorder, now: Date.now });

  const ports = { http: portFrom(options.port), smtp: portFrom(options.smtpPort) };
  const http = createHttpDoor({ counter, api: recorderApi(counter), apiPrefixes, ...(log && { log }) });
  const servers: Server[] = [await listening(http, ports.http)];
  const mail = gateways.filter(({ type }) => gatewayBooks.get(type)?.channel === 'email');
  for (const [index, gateway] of mail.entries()) {
    const door = createSmtpDoor({ counter, gateway, ...(log && { log }) });
    servers.push(await listening(door.server, ports.smtp + index));
  }
  terminal.out(signpost(gateways, mail, ports, log));
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  http.closeAllConnections();
  for (const server of servers) server.close();
  log?.close();
  terminal.out(`\n${recorder.size} exchanges recorded\n`);
  return exitCodes.kept;
}

async function gatewaysOf(scenario: string, terminal: Terminal): Promise<readonly Gateway[]> {
  const { plans } = await loadPlans([scenario], undefined, terminal);
  const [plan] = plans;
  const gateways = plan?.gateways.filter(({ deleted }) => !deleted) ?? [];
  if (gateways.length > 0) return gateways;
  throw new Stop(exitCodes.usage, `${scenario} has no gateways`, 'leave it out to get one of each kind');
}

/** TWILIO, HTTP, SMTP, …: for programs that bring no scenario. */
function oneOfEachKind(): Gateway[] {
  return [...gatewayBooks.keys()].map((type) => plainGateway(type.toUpperCase(), type, 'demo'));
}

function portFrom(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= PORT_MAX) return port;
  throw new Stop(exitCodes.usage, `${text} is not a port`, `a port is a whole number from 1 to ${PORT_MAX}`);
}

async function listening(server: Server, port: number): Promise<Server> {
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${code})`;
    throw new Stop(
      exitCodes.couldNotRun,
      `port ${port} ${why}`,
      'choose another with --port and --smtp-port',
    );
  }
  return server;
}

function signpost(
  gateways: readonly Gateway[],
  mail: readonly Gateway[],
  ports: { readonly http: number; readonly smtp: number },
  log: DurableLog | undefined,
): string {
  const width = Math.max(...gateways.map(({ name }) => name.length));
  const kinds = Math.max(...gateways.map(({ type }) => type.length));
  const lines = gateways.map((gateway) => {
    const index = mail.indexOf(gateway);
    const url =
      index < 0 ? `http://${HOST}:${ports.http}/${gateway.name}/` : `smtp://${HOST}:${ports.smtp + index}`;
    return `  ${gateway.name.padEnd(width)}  ${gateway.type.padEnd(kinds)}  ${url}${gateway.down ? '  (down)' : ''}`;
  });
  const kept =
    log === undefined
      ? ''
      : `  journal   ${log.path}${log.restored.length > 0 ? ` (${log.restored.length} exchanges from before)` : ''}\n`;
  return `fake gateways, on this machine only\n\n${lines.join('\n')}\n\n  recorder  http://${HOST}:${ports.http}/__admin/requests and /api/v1/messages\n${kept}\nCtrl-C stops them.\n`;
}
