import { hideInUrl } from '../adapters/secrets/hide-in-text.ts';
import { allowedHostProblem, forbiddenAtOnce } from '../adapters/webhooks/target.ts';
import type { WebhookOptions } from '../adapters/webhooks/webhooks.ts';
import { exitCodes } from './exit-codes.ts';
import type { LoadOptions } from './load-options.ts';
import { Stop } from './stop.ts';

/** As commander gives them. */
export interface GatewaysOptions extends LoadOptions {
  readonly port: string;
  readonly smtpPort: string;
  readonly smppPort: string;
  readonly proxyPort?: string;
  readonly ca?: string;
  readonly inbound?: string;
  readonly receipts?: string;
  readonly allow: readonly string[];
  readonly speed: string;
  readonly seed: string;
  readonly journal?: string;
}

const PORT_MAX = 65_535;
const SPEED_MAX = 1_000_000;
const SEED_MAX = 4_294_967_295;

/** @throws Stop when the text is no port. */
export function portFrom(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= PORT_MAX) return port;
  throw new Stop(exitCodes.usage, `${text} is not a port`, `a port is a whole number from 1 to ${PORT_MAX}`);
}

/** @throws Stop when the text is no seed. */
export function seedFrom(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed <= SEED_MAX) return seed;
  throw new Stop(exitCodes.usage, `--seed ${text} is no seed`, `a seed is a whole number up to ${SEED_MAX}`);
}

/** @throws Stop when an address or a host of the application is not sound. */
export function webhooksFrom({
  inbound,
  receipts,
  allow = [],
  speed = '1',
}: Partial<Pick<GatewaysOptions, 'inbound' | 'receipts' | 'allow' | 'speed'>>) {
  for (const entry of allow) {
    const wrong = allowedHostProblem(entry);
    if (wrong !== undefined) throw new Stop(exitCodes.usage, `--allow: ${wrong}`, 'write app.test:8000');
  }
  const inboundUrl = addressFrom('--inbound', inbound, allow);
  const receiptsUrl = addressFrom('--receipts', receipts, allow);
  return {
    allowed: allow,
    speed: speedFrom(speed),
    ...(inboundUrl !== undefined && { inboundUrl }),
    ...(receiptsUrl !== undefined && { receiptsUrl }),
  } satisfies WebhookOptions;
}

function addressFrom(flag: string, url: string | undefined, allowed: readonly string[]): string | undefined {
  if (url === undefined) return undefined;
  const forbidden = forbiddenAtOnce(url, allowed);
  if (forbidden === undefined) return url;
  throw new Stop(
    exitCodes.usage,
    `${flag} ${hideInUrl(url)}: ${forbidden}`,
    'an application on this machine is at http://127.0.0.1:PORT/…; any other has to be named with --allow',
  );
}

function speedFrom(text: string): number {
  const speed = Number(text);
  if (speed > 0 && speed <= SPEED_MAX) return speed;
  throw new Stop(exitCodes.usage, `--speed ${text} is no factor`, '60 makes a minute last a second');
}
