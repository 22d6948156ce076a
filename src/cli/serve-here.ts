import { totalmem } from 'node:os';
import { type AllowedFolders, NoSuchFolder } from '../adapters/files/file-access.ts';
import { readText } from '../adapters/files/read-file.ts';
import { systemReason } from '../adapters/files/system-reason.ts';
import { visibleLine } from '../core/render/visible.ts';
import type { GatewayPlaces } from '../lab/server/gateway-servers.ts';
import { type ThreadLimits, threadLimits } from '../lab/server/hosted-session.ts';
import { ownNames } from '../lab/server/network-hosts.ts';
import { type Lab, type LabOptions, serveLab } from '../lab/server/serve-lab.ts';
import { JournalFolderError } from '../lab/server/session-store.ts';
import { isSendable, SENDABLE } from '../lab/server/token.ts';
import { RequestProblem } from '../lab/session/request-problem.ts';
import { displayWidth, padEnd } from '../report/text/terminal-text.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { webhooksFrom } from './gateways-options.ts';
import { labAddresses } from './lab-addresses.ts';
import { Stop } from './stop.ts';
import { problemsStop } from './tell-files.ts';
import type { Terminal } from './terminal.ts';

export interface ServeOptions extends AllowedFolders {
  readonly port: string;
  readonly host: string;
  readonly token?: string;
  readonly demo?: boolean;
  readonly journal?: string;
  readonly gatewaysPort?: string;
  readonly smtpPort?: string;
  readonly inbound?: string;
  readonly receipts?: string;
  readonly allow?: readonly string[];
  /** Bytes. */
  readonly maxMemory?: number;
  readonly maxSeconds?: number;
}

const PORT_MAX = 65_535;
const GATEWAYS_PORT = 4810;
const SMTP_PORT = 4825;

/** `drysend serve`: until Ctrl-C. */
export async function serveHere(
  path: string | undefined,
  options: ServeOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { host, token, journal } = options;
  const port = portFrom('--port', options.port);
  if (isOpen(host) && !token)
    throw new Stop(exitCodes.usage, `--host ${host} lets others in`, 'add --token and a long secret text');
  if (token === '') throw new Stop(exitCodes.usage, '--token is empty', 'give it a long secret text');
  if (token !== undefined && !isSendable(token)) {
    throw new Stop(exitCodes.usage, '--token has characters that no HTTP header can carry', SENDABLE);
  }
  const gateways = gatewaysWanted(path, options);
  const scenario = path === undefined ? undefined : { path, text: textOf(path) };
  const tell = (line: string): void => terminal.err(`${line}\n`);
  const folders = { allowRead: options.allowRead, allowWrite: options.allowWrite };
  const limits = limitsFrom(options);
  const wanted = { port, host, token, journal, scenario, gateways, folders, tell, limits };
  const lab = await opened(wanted, options).catch((error: unknown) => {
    throw stopFor(error, wanted, terminal);
  });
  const shape = { token, isDemo: options.demo === true, isOpenToOthers: isOpen(host) };
  terminal.out(`${labAddresses(lab, shape, terminal)}${signpost(lab)}Ctrl-C ends it.\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await ended(lab);
  return exitCodes.kept;
}

const MEGABYTE = 1e6;
const MEMORY_MIN = 100 * MEGABYTE;
/** A day. */
const SECONDS_MAX = 86_400;

function limitsFrom({ maxMemory, maxSeconds }: ServeOptions): ThreadLimits {
  if (maxMemory !== undefined && (maxMemory < MEMORY_MIN || maxMemory > totalmem())) {
    const machine = Math.floor(totalmem() / MEGABYTE);
    throw new Stop(exitCodes.usage, '--max-memory is out of bounds', `100MB to the machine’s ${machine}MB`);
  }
  if (maxSeconds !== undefined && maxSeconds > SECONDS_MAX)
    throw new Stop(exitCodes.usage, `--max-seconds ${maxSeconds} is too long`, `up to ${SECONDS_MAX}, a day`);
  const { openMs, megabytes } = threadLimits;
  const milliseconds = maxSeconds === undefined ? openMs : maxSeconds * 1000;
  return {
    openMs: milliseconds,
    silentMs: milliseconds,
    megabytes: maxMemory === undefined ? megabytes : Math.floor(maxMemory / MEGABYTE),
  };
}

/** Whether others reach it. */
const isOpen = (host: string): boolean => !ownNames.includes(host);

async function ended(lab: Lab): Promise<void> {
  try {
    await lab.close();
  } catch (error) {
    if (!(error instanceof JournalFolderError)) throw error;
    throw journalStop(error, 'what was done last is not kept');
  }
}

const journalStop = ({ message, cause }: JournalFolderError, cure: string): Stop =>
  new Stop(exitCodes.couldNotRun, `${message}: ${systemReason(cause)}`, cure);

/** Opens it; a usual port that is taken makes way for a free one, a port that was asked for does not. */
async function opened(wanted: LabOptions, asked: ServeOptions): Promise<Lab> {
  try {
    return await serveLab(wanted);
  } catch (error) {
    const usedPort = portInUse(error);
    const { gateways } = wanted;
    if (usedPort === undefined || gateways === undefined || usedPort === wanted.port) throw error;
    if (usedPort === gateways.http && asked.gatewaysPort === undefined)
      return opened({ ...wanted, gateways: { ...gateways, http: 0 } }, asked);
    if (usedPort !== gateways.http && asked.smtpPort === undefined && gateways.smtp !== 0)
      return opened({ ...wanted, gateways: { ...gateways, smtp: 0 } }, asked);
    throw error;
  }
}

function stopFor(error: unknown, { port, scenario, gateways }: LabOptions, terminal: Terminal): unknown {
  if (error instanceof RequestProblem) return refusedStory(error, scenario, terminal);
  if (error instanceof NoSuchFolder)
    return new Stop(exitCodes.usage, error.message, 'name a folder that is there');
  if (error instanceof JournalFolderError)
    return journalStop(error, 'name a folder that this lab alone can write');
  const usedPort = portInUse(error);
  if (usedPort === undefined)
    return new Stop(exitCodes.couldNotRun, `cannot open the lab: ${systemReason(error)}`);
  const option =
    usedPort === port ? '--port' : usedPort === gateways?.http ? '--gateways-port' : '--smtp-port';
  const none = option === '--port' ? '' : ', or 0 for none';
  return new Stop(
    exitCodes.couldNotRun,
    `port ${usedPort} is in use`,
    `try ${option} ${usedPort + 1}${none}`,
  );
}

/** A story that does not read is told of as `drysend run` tells of it. */
function refusedStory(
  { found, wanted, hint, problems }: RequestProblem,
  scenario: LabOptions['scenario'],
  terminal: Terminal,
): Stop {
  if (scenario !== undefined && problems.length > 0) {
    const { path, text } = scenario;
    const parts = { texts: () => textsBeside(problems, path) };
    return problemsStop([{ file: { path, isNamed: true }, text, problems, parts }], {}, terminal);
  }
  const cure = hint === undefined ? '' : `\n${hint}`;
  return new Stop(exitCodes.usage, `${scenario?.path}: found ${found}`, `wanted ${wanted}${cure}`);
}

/** Of other files that the problems are in, for the lines around them. */
function textsBeside(problems: RequestProblem['problems'], path: string): [path: string, text: string][] {
  const others = new Set(problems.map(({ file }) => file).filter((file) => file !== path));
  return [...others].flatMap((file) => {
    const read = readText(file);
    return 'text' in read ? [[file, read.text]] : [];
  });
}

function portInUse(error: unknown): number | undefined {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return isTaken && 'port' in error && typeof error.port === 'number' ? error.port : undefined;
}

function gatewaysWanted(path: string | undefined, options: ServeOptions): GatewayPlaces | undefined {
  const { gatewaysPort, smtpPort, inbound, receipts, allow } = options;
  const http = gatewaysPort === undefined ? GATEWAYS_PORT : portFrom('--gateways-port', gatewaysPort);
  const smtp = smtpPort === undefined ? SMTP_PORT : portFrom('--smtp-port', smtpPort);
  const webhooks = webhooksFrom({ inbound, receipts, allow });
  const isCalling = inbound !== undefined || receipts !== undefined;
  if (path !== undefined && http !== 0) return { http, smtp: smtp === 0 ? undefined : smtp, webhooks };
  if (path !== undefined && isCalling) {
    throw new Stop(
      exitCodes.usage,
      'gateways without ports call no application',
      'leave out --gateways-port 0',
    );
  }
  const isPlaced = (gatewaysPort !== undefined && http !== 0) || (smtpPort !== undefined && smtp !== 0);
  if (path !== undefined || (!isPlaced && !isCalling)) return undefined;
  throw new Stop(exitCodes.usage, 'no scenario whose gateways could stand on a port', 'name a scenario file');
}

function portFrom(option: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= PORT_MAX) return port;
  throw new Stop(exitCodes.usage, `${option} ${text} is no port`, `give a number up to ${PORT_MAX}`);
}

function textOf(path: string): string {
  const read = readText(path);
  if ('text' in read) return read.text;
  throw new Stop(exitCodes.usage, `${path}: ${read.refusal}`, 'name a scenario file');
}

function signpost({ gateways }: Lab): string {
  if (gateways.size === 0) return '';
  const width = Math.max(...[...gateways.keys()].map((name) => displayWidth(visibleLine(name))));
  const lines = [...gateways].map(([name, url]) => `  ${padEnd(visibleLine(name), width)}  ${url}\n`);
  return `Its gateways, for programs on this machine:\n${lines.join('')}`;
}
