import { once } from 'node:events';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { systemReason } from '../adapters/files/system-reason.ts';
import { authorityFolder } from '../adapters/proxy/authority-folder.ts';
import { openDurableLog } from '../adapters/recorder/durable-log.ts';
import {
  openStandaloneGateways,
  type StandaloneGateways,
  type StandaloneOptions,
  type StandaloneProxyOptions,
} from '../adapters/standalone/open-standalone.ts';
import type { Gateway } from '../core/model/gateway.ts';
import { plainGateway } from '../core/model/plain-gateway.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type GatewaysOptions, portFrom, seedFrom, webhooksFrom } from './gateways-options.ts';
import { signpost } from './gateways-signpost.ts';
import { loadOptionsOf } from './load-options.ts';
import { loadPlans } from './load-plans.ts';
import { opened, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** `drysend gateways`: opens the servers, prints their addresses, and serves until Ctrl-C. */
export async function serveGateways(
  scenario: string | undefined,
  options: GatewaysOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const gateways = scenario === undefined ? oneOfEachKind() : await gatewaysOf(scenario, options, terminal);
  const wanted: StandaloneOptions = {
    gateways,
    gatewayKinds: gatewayCatalogue,
    now: Date.now,
    ports: {
      http: portFrom(options.port),
      smtp: portFrom(options.smtpPort),
      smpp: portFrom(options.smppPort),
    },
    webhooks: webhooksFrom(options),
    seed: seedFrom(options.seed),
    ...(options.proxyPort !== undefined && { proxy: proxyFrom(options.proxyPort, options.ca, terminal) }),
  };
  const { journal } = options;
  const log = journal === undefined ? undefined : opened(journal, () => openDurableLog(journal));
  const standalone = await allOpened({ ...wanted, ...(log && { log }) }).catch((error: unknown) => {
    log?.close();
    throw error;
  });
  terminal.out(signpost(gateways, standalone, log));
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await standalone.close();
  log?.close();
  terminal.out(`\n${standalone.recorder.size} exchanges recorded\n`);
  return exitCodes.kept;
}

async function gatewaysOf(
  scenario: string,
  options: GatewaysOptions,
  terminal: Terminal,
): Promise<readonly Gateway[]> {
  const { plans } = await loadPlans([scenario], loadOptionsOf(options), terminal);
  const [plan] = plans;
  const gateways = plan?.gateways.filter(({ deleted }) => !deleted) ?? [];
  if (gateways.length > 0) return gateways;
  throw new Stop(exitCodes.usage, `${scenario} has no gateways`, 'leave it out to get one of each kind');
}

/** TWILIO, HTTP, SMTP, …: for programs that bring no scenario. */
function oneOfEachKind(): Gateway[] {
  return [...gatewayCatalogue.keys()].map((type) => plainGateway(type.toUpperCase(), type, 'demo'));
}

function proxyFrom(port: string, ca: string | undefined, terminal: Terminal): StandaloneProxyOptions {
  return {
    port: portFrom(port),
    authorityFolder: ca ?? authorityFolder(process.env),
    onBrokenOff: (host, reason, cure) => terminal.err(`${host}: ${reason}\n  ${cure}\n`),
  };
}

async function allOpened(wanted: StandaloneOptions): Promise<StandaloneGateways> {
  try {
    return await openStandaloneGateways(wanted);
  } catch (error) {
    const { code, port, message } = error as NodeJS.ErrnoException & { readonly port?: number };
    if (port === undefined && wanted.proxy === undefined) throw error;
    if (port === undefined)
      throw new Stop(exitCodes.couldNotRun, message, 'or choose another folder with --ca');
    const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be opened: ${systemReason(error)}`;
    throw new Stop(
      exitCodes.couldNotRun,
      `port ${port} ${why}`,
      'choose another with --port, --smtp-port, --smpp-port or --proxy-port',
    );
  }
}
