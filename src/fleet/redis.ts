/** The connection to Redis or Valkey: its address, and what is wrong when it cannot be had. The password is in no message. */
import type { Redis, RedisOptions } from 'ioredis';
import { FleetProblem } from './problem.ts';

export interface RedisAddress {
  /** `redis://[user:password@]host[:port][/database]`, `rediss://` with TLS. */
  readonly url: string;
  /** Certificates in PEM that are trusted besides the system's own. */
  readonly ca?: string | undefined;
}

const PORT = 6379;
const CONNECT_MS = 5000;
/** Between two tries to connect again. */
const RETRY_MS_MIN = 50;
const RETRY_MS_MAX = 2000;
const ADDRESS_CURE = 'Write it so: redis://user:password@host:6379/0, or rediss:// with TLS.';

interface Parts {
  readonly options: RedisOptions;
  /** Without user and password. */
  readonly place: string;
}

/** Throws FleetProblem. */
export function redisParts({ url, ca }: RedisAddress): Parts {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || (parsed.protocol !== 'redis:' && parsed.protocol !== 'rediss:') || parsed.hostname === '')
    throw new FleetProblem('--redis is not the address of a Redis or Valkey server', ADDRESS_CURE);
  const isTls = parsed.protocol === 'rediss:';
  if (ca !== undefined && !isTls)
    throw new FleetProblem(
      '--redis-ca is for TLS, and the address begins with redis://',
      'Begin it with rediss://, or leave --redis-ca out.',
    );
  const db = /^\/?(\d{0,4})$/.exec(parsed.pathname)?.[1];
  if (db === undefined)
    throw new FleetProblem(
      '--redis names no database of Redis: behind the host comes a number',
      ADDRESS_CURE,
    );
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const port = parsed.port === '' ? PORT : Number(parsed.port);
  const password = unescaped(parsed.password);
  const username = unescaped(parsed.username);
  return {
    place: `${parsed.protocol}//${parsed.hostname}:${port}${db === '' || db === '0' ? '' : `/${db}`}`,
    options: {
      host,
      port,
      db: Number(db),
      ...(username !== '' && { username }),
      ...(password !== '' && { password }),
      ...(isTls && { tls: { servername: host, ...(ca !== undefined && { ca }) } }),
    },
  };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new FleetProblem(
      'the user or password in --redis has a % that begins no escape',
      'Write % as %25, @ as %40 and / as %2F.',
    );
  }
}

/** A connection that is there, and comes back by itself when it is lost. Throws FleetProblem when there is none at first. */
export async function connectRedis(address: RedisAddress): Promise<{ redis: Redis; place: string }> {
  const { options, place } = redisParts(address);
  const { Redis } = await loadedRedis();
  let isUp = false;
  const redis = new Redis({
    ...options,
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    // BullMQ wants commands to wait for a connection that is lost.
    maxRetriesPerRequest: null,
    retryStrategy: (tries) => (isUp ? Math.min(RETRY_MS_MAX, RETRY_MS_MIN * tries) : null),
  });
  let lastError: unknown;
  redis.on('error', (error: unknown) => {
    lastError = error;
  });
  try {
    await redis.connect();
    await redis.ping();
    isUp = true;
  } catch (error) {
    redis.disconnect();
    throw unreachable(place, lastError ?? error);
  }
  return { redis, place };
}

async function loadedRedis(): Promise<{ readonly Redis: typeof Redis }> {
  try {
    return await import('ioredis');
  } catch (error) {
    throw missingPackage(error);
  }
}

export function missingPackage(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
    ? new FleetProblem(
        'fleet needs BullMQ, which drysend does not bring along',
        'npm install bullmq ioredis, and name a Redis or Valkey server: --redis redis://127.0.0.1:6379',
      )
    : error;
}

const TLS = /certificate|CERT|SSL|wrong version number|TLS/i;

/** The server's own words hold no password, but a command in them may: only its error code is given. */
function unreachable(place: string, error: unknown): FleetProblem {
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  if (/^(?:WRONGPASS|NOAUTH|ERR AUTH|ERR invalid password)/.test(message) || /NOAUTH|WRONGPASS/.test(message))
    return new FleetProblem(
      `${place} refuses the user or password`,
      'Give both in the address: redis://user:password@host; in the environment it is DRYSEND_REDIS.',
    );
  if (/^NOPERM/.test(message))
    return new FleetProblem(
      `${place} does not let this user do what fleet needs`,
      'Its user needs the keys drysend:* and all commands of the categories that docs/fleet.md names.',
    );
  if (TLS.test(`${code} ${message}`))
    return new FleetProblem(
      `${place} has a certificate that is not trusted (${code || 'TLS'})`,
      'Name the file of the authority that issued it: --redis-ca ca.pem',
    );
  return new FleetProblem(
    `Redis at ${place} cannot be reached${code === '' ? '' : ` (${code})`}`,
    'Start it there, or name another one with --redis; fleet cannot do without.',
  );
}
