import { once } from 'node:events';
import { gatewayBooks } from '../../mock-gateways/index.ts';
import { type OpenDoors, openDoors } from '../adapters/doors/open-doors.ts';
import { type DurableLog, openDurableLog } from '../adapters/recorder/durable-log.ts';
import type { Gateway } from '../core/model/gateway.ts';
import { plainGateway } from '../core/model/plain-gateway.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { loadPlans } from './load-plans.ts';
import { opened, Stop } from './stop.ts';
import { systemReason } from './system-reason.ts';
import type { Terminal } from './terminal.ts';

export interface GatewaysOptions {
  readonly port: string;
  readonly smtpPort: string;
  readonly journal?: string;
}

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
  const ports = { http: portFrom(options.port), smtp: portFrom(options.smtpPort) };
  const doors = await allOpened(() =>
    openDoors({ gateways, books: gatewayBooks, now: Date.now, ports, ...(log && { log }) }),
  );
  terminal.out(signpost(gateways, doors, log));
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await doors.close();
  log?.close();
  terminal.out(`\n${doors.recorder.size} exchanges recorded\n`);
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

async function allOpened(open: () => Promise<OpenDoors>): Promise<OpenDoors> {
  try {
    return await open();
  } catch (error) {
    const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
    const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be opened: ${systemReason(error)}`;
    throw new Stop(
      exitCodes.couldNotRun,
      `port ${port} ${why}`,
      'choose another with --port and --smtp-port',
    );
  }
}

function signpost(
  gateways: readonly Gateway[],
  { urls, httpPort, mailPorts }: OpenDoors,
  log: DurableLog | undefined,
): string {
  const width = Math.max(...gateways.map(({ name }) => name.length));
  const kinds = Math.max(...gateways.map(({ type }) => type.length));
  const lines = gateways.map(({ name, type, down }) => {
    const url = `${urls.get(name)}${mailPorts.has(name) ? '' : '/'}`;
    return `  ${name.padEnd(width)}  ${type.padEnd(kinds)}  ${url}${down ? '  (down)' : ''}`;
  });
  const kept =
    log === undefined
      ? ''
      : `  journal   ${log.path}${log.restored.length > 0 ? ` (${log.restored.length} exchanges from before)` : ''}\n`;
  return `fake gateways, on this machine only\n\n${lines.join('\n')}\n\n  recorder  http://127.0.0.1:${httpPort}/__admin/requests and /api/v1/messages\n${kept}\nCtrl-C stops them.\n`;
}
