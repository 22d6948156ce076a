/** Who is there: the workers of all editions, the editions that have a queue, and the runs that were given up. */
import type { Redis } from 'ioredis';
import { PREFIX } from './client.ts';
import { type Edition, editionFrom, queueOf } from './edition.ts';

const WORKERS = `${PREFIX}:fleet:workers`;
const QUEUES = `${PREFIX}:fleet:queues`;
const cancelledKey = (run: string): string => `${PREFIX}:fleet:cancelled:${run}`;

export interface WorkerNote {
  readonly id: string;
  /** `host:pid` */
  readonly name: string;
  readonly edition: Edition;
  readonly store: string;
  /** Of the server's clock. */
  readonly seenMs: number;
}

/** Workers say so often that they are there, and are gone when they were not heard for three times as long. */
export const HEARTBEAT_MS = 5000;
const GONE_MS = 3 * HEARTBEAT_MS;
const CANCELLED_SECONDS = 86_400;
/** Editions and workers that are looked at. */
const NOTES_MAX = 1000;

async function serverNow(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
}

export async function noteWorker(redis: Redis, note: Omit<WorkerNote, 'seenMs'>): Promise<void> {
  await redis.hset(WORKERS, note.id, JSON.stringify({ ...note, seenMs: await serverNow(redis) }));
}

export async function forgetWorker(redis: Redis, id: string): Promise<void> {
  await redis.hdel(WORKERS, id);
}

/** Those who are there; what the others left is removed. */
export async function workersOf(redis: Redis): Promise<WorkerNote[]> {
  const [notes, now] = [await redis.hgetall(WORKERS), await serverNow(redis)];
  const there: WorkerNote[] = [];
  for (const [id, text] of Object.entries(notes).slice(0, NOTES_MAX)) {
    const note = workerFrom(id, text);
    if (note && now - note.seenMs < GONE_MS) there.push(note);
    else await redis.hdel(WORKERS, id);
  }
  return there.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function workerFrom(id: string, text: string): WorkerNote | undefined {
  const { name, edition, store, seenMs } = (parsed(text) ?? {}) as Record<string, unknown>;
  const sound = editionFrom(edition);
  if (!sound || typeof name !== 'string' || typeof store !== 'string' || typeof seenMs !== 'number')
    return undefined;
  return { id, name, edition: sound, store, seenMs };
}

export async function noteEdition(redis: Redis, edition: Edition): Promise<void> {
  await redis.hset(QUEUES, queueOf(edition), JSON.stringify(edition));
}

export async function forgetEdition(redis: Redis, edition: Edition): Promise<void> {
  await redis.hdel(QUEUES, queueOf(edition));
}

/** All that have run something here, or were asked to. */
export async function editionsOf(redis: Redis): Promise<Edition[]> {
  const notes = await redis.hgetall(QUEUES);
  return Object.values(notes)
    .slice(0, NOTES_MAX)
    .flatMap((text) => editionFrom(parsed(text)) ?? []);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export async function noteCancelled(redis: Redis, run: string): Promise<void> {
  await redis.set(cancelledKey(run), '1', 'EX', CANCELLED_SECONDS);
}

export async function forgetCancelled(redis: Redis, run: string): Promise<void> {
  await redis.del(cancelledKey(run));
}

export async function isCancelled(redis: Redis, run: string): Promise<boolean> {
  return (await redis.exists(cancelledKey(run))) === 1;
}
