import { readFileSync } from 'node:fs';
import { type Lab, serveLab } from '../lab/server/serve-lab.ts';
import { Refusal } from '../lab/session/refusal.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';
import { systemReason } from './system-reason.ts';
import type { Terminal } from './terminal.ts';

export interface ServeOptions {
  readonly port: string;
  readonly host: string;
  readonly token?: string;
  readonly journal?: string;
}

const PORT_MAX = 65_535;

/** `drysend serve`: until Ctrl-C. */
export async function serveHere(
  path: string | undefined,
  options: ServeOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { host, token, journal } = options;
  const port = Number(options.port);
  if (!/^\d+$/.test(options.port) || port > PORT_MAX)
    throw new Stop(exitCodes.usage, `--port ${options.port} is no port`, 'give a number up to 65535');
  if (!['127.0.0.1', '::1', 'localhost'].includes(host) && !token)
    throw new Stop(exitCodes.usage, `--host ${host} lets others in`, 'add --token and a long secret text');
  const lab = await opened();
  const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`;
  terminal.out(`The lab is open: ${lab.url}${query}\nCtrl-C ends it.\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await lab.close();
  return exitCodes.kept;

  async function opened(): Promise<Lab> {
    try {
      const scenario = path === undefined ? undefined : { path, text: readFileSync(path, 'utf8') };
      return await serveLab({ port, host, token, journal, scenario });
    } catch (error) {
      if (error instanceof Refusal) {
        throw new Stop(exitCodes.usage, `${path}: found ${error.found}`, `wanted ${error.wanted}`);
      }
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === 'EADDRINUSE')
        throw new Stop(exitCodes.couldNotRun, `port ${port} is in use`, `try --port ${port + 1}`);
      throw new Stop(exitCodes.couldNotRun, `cannot open the lab: ${systemReason(error)}`);
    }
  }
}
