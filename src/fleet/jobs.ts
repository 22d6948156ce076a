/** What stands in Redis of a run: small values that say what is where, and nothing of what the story holds but its title. */
import { type Edition, editionFrom } from './edition.ts';
import { isRunId, isStoredFile, type StoredFile } from './file-names.ts';

interface AnyJob {
  readonly run: string;
  readonly edition: Edition;
  readonly title: string;
  /** SHA-256 of the story, as it was read. */
  readonly story: string;
  /** How many shards there are; 0: the story is not cut. */
  readonly shards: number;
}

/** Runs one shard. */
export interface ShardJob extends AnyJob {
  readonly kind: 'shard';
  /** From 0. */
  readonly index: number;
  readonly part: StoredFile;
}

/** Puts the shards together, or runs a story that is not cut. */
export interface MergeJob extends AnyJob {
  readonly kind: 'merge';
  readonly plan: StoredFile;
}

export type FleetJob = ShardJob | MergeJob;

/** What a job gives when it is done. */
export interface ShardDone {
  readonly file: StoredFile;
}

export interface MergeDone {
  readonly journal: StoredFile;
  readonly result: StoredFile;
}

/** How far a shard is. */
export interface ShardProgress {
  /** From 0 to 1. */
  readonly share: number;
  readonly lines: number;
}

const SHARDS_MAX = 1024;

/** Undefined: it is no job of a fleet. */
export function jobFrom(value: unknown): FleetJob | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, run, edition, title, story, shards, index, part, plan } = value as Record<string, unknown>;
  const sound = editionFrom(edition);
  if (typeof run !== 'string' || !isRunId(run) || !sound) return undefined;
  if (typeof title !== 'string' || typeof story !== 'string' || !isCount(shards, SHARDS_MAX))
    return undefined;
  const all = { run, edition: sound, title, story, shards };
  if (kind === 'shard' && isCount(index, shards - 1) && isStoredFile(part) && part.run === run)
    return { ...all, kind, index, part };
  if (kind === 'merge' && isStoredFile(plan) && plan.run === run) return { ...all, kind, plan };
  return undefined;
}

const isCount = (value: unknown, max: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max;

export function shardDoneFrom(value: unknown): ShardDone | undefined {
  const { file } = (value ?? {}) as Partial<ShardDone>;
  return isStoredFile(file) ? { file } : undefined;
}

export function mergeDoneFrom(value: unknown): MergeDone | undefined {
  const { journal, result } = (value ?? {}) as Partial<MergeDone>;
  return isStoredFile(journal) && isStoredFile(result) ? { journal, result } : undefined;
}

export function progressFrom(value: unknown): ShardProgress {
  const { share, lines } = (
    typeof value === 'object' && value !== null ? value : {}
  ) as Partial<ShardProgress>;
  return {
    share: typeof share === 'number' && share >= 0 && share <= 1 ? share : 0,
    lines: Number.isSafeInteger(lines) ? lines! : 0,
  };
}

export const mergeIdOf = (run: string): string => `${run}-merge`;
export const shardIdOf = (run: string, index: number): string => `${run}-shard-${index + 1}`;
