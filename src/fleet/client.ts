/** What every part of a fleet asks Redis for: BullMQ's queue of one edition, and the lists that say who is there. */
import type { FlowProducer, Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { type Edition, queueOf } from './edition.ts';
import type { FleetJob } from './jobs.ts';
import { connectRedis, missingPackage, type RedisAddress } from './redis.ts';

/** All keys in Redis begin so. */
export const PREFIX = 'drysend';

type BullMq = typeof import('bullmq');
export type FleetQueue = Queue<FleetJob, unknown, string>;
export type QueuedJob = Job<FleetJob, unknown, string>;

export interface FleetClient {
  readonly bullmq: BullMq;
  readonly redis: Redis;
  /** For people. */
  readonly place: string;
  readonly edition: Edition;
  readonly queue: FleetQueue;
  /** Of another edition. */
  queueOf(edition: Edition): FleetQueue;
  flows(): FlowProducer;
  close(): Promise<void>;
}

/** Throws FleetProblem where BullMQ or the server is missing. */
export async function openFleet(address: RedisAddress, edition: Edition): Promise<FleetClient> {
  const bullmq = await loadedBullMq();
  const { redis, place } = await connectRedis(address);
  const options = { connection: redis, prefix: PREFIX };
  const queues = new Map<string, FleetQueue>();
  const queueAt = (wanted: Edition): FleetQueue => {
    const name = queueOf(wanted);
    const queue = queues.get(name) ?? new bullmq.Queue<FleetJob, unknown, string>(name, options);
    // The connection says so itself.
    queue.on('error', () => undefined);
    queues.set(name, queue);
    return queue;
  };
  let producer: FlowProducer | undefined;
  return {
    ...{ bullmq, redis, place, edition },
    queue: queueAt(edition),
    queueOf: queueAt,
    flows() {
      producer ??= new bullmq.FlowProducer(options);
      producer.on('error', () => undefined);
      return producer;
    },
    async close() {
      // Without the server there is no word with it.
      if (redis.status === 'ready')
        await Promise.all([...queues.values(), producer].map((one) => one?.close().catch(() => undefined)));
      redis.disconnect();
    },
  };
}

async function loadedBullMq(): Promise<BullMq> {
  try {
    return await import('bullmq');
  } catch (error) {
    throw missingPackage(error);
  }
}
