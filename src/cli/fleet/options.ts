/** What the commands of `drysend fleet` are given in common. */
import { hostname } from 'node:os';
import { readText } from '../../adapters/files/read-file.ts';
import { type FleetClient, openFleet } from '../../fleet/client.ts';
import { editionOf } from '../../fleet/edition.ts';
import { FleetProblem } from '../../fleet/problem.ts';
import type { ResultStore } from '../../fleet/result-store.ts';
import { exitCodes } from '../exit-codes.ts';
import { Stop } from '../stop.ts';

export interface ServerOptions {
  readonly redis?: string;
  readonly redisCa?: string;
}

export interface StoreOptions {
  readonly out?: string;
  readonly store?: string;
  readonly s3Endpoint?: string;
}

/** The address with its password is in no list of processes when it stands here. */
const VARIABLE = 'DRYSEND_REDIS';
const FOLDER = '.drysend/fleet';

export async function clientFor(options: ServerOptions, version: string): Promise<FleetClient> {
  const url = options.redis ?? process.env[VARIABLE];
  if (url === undefined || url === '')
    throw new Stop(
      exitCodes.usage,
      'fleet needs a Redis or Valkey server',
      `Name it: --redis redis://127.0.0.1:6379, or ${VARIABLE} in the environment.`,
    );
  return inWords(() => openFleet({ url, ca: caOf(options) }, editionOf(version)));
}

function caOf({ redisCa }: ServerOptions): string | undefined {
  if (redisCa === undefined) return undefined;
  const read = readText(redisCa);
  if ('refusal' in read)
    throw new Stop(exitCodes.usage, `--redis-ca ${redisCa} cannot be read: ${read.refusal}`);
  return read.text;
}

export async function storeFor({ out, store, s3Endpoint }: StoreOptions): Promise<ResultStore> {
  if (out !== undefined && store !== undefined)
    throw new Stop(exitCodes.usage, '--out and --store both name a store', 'Leave one of them out.');
  return inWords(async () => {
    if (store !== undefined) {
      const { openS3Store } = await import('../../fleet/s3-store.ts');
      return openS3Store(store, s3Endpoint);
    }
    const { DirectoryStore } = await import('../../fleet/directory-store.ts');
    return new DirectoryStore(out ?? FOLDER);
  });
}

/** What is wrong with the fleet ends the command. */
export async function inWords<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof FleetProblem)) throw error;
    throw new Stop(exitCodes.couldNotRun, error.message, error.cure);
  }
}

export const workerName = (): string => `${hostname()}:${process.pid}`;
