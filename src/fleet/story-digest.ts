/** The SHA-256 of a story as it was read: the same for the same files, whoever reads them. */
import { createHash, type Hash } from 'node:crypto';
import type { Plan } from '../core/model/plan.ts';

export function storyDigest(plan: Plan): string {
  const { cases, timeline, ...rest } = plan;
  const hash = createHash('sha256');
  add(hash, rest);
  // One by one, as the text of all could be too long for one.
  for (const one of cases.values()) add(hash, one);
  for (const entry of timeline) add(hash, entry);
  return hash.digest('hex');
}

/** Such as an id that is made of other values. */
export function digestOf(value: unknown): string {
  const hash = createHash('sha256');
  add(hash, value);
  return hash.digest('hex');
}

function add(hash: Hash, value: unknown): void {
  hash.update(JSON.stringify(value, plain) ?? 'undefined');
  hash.update('\n');
}

function plain(_key: string, value: unknown): unknown {
  if (value instanceof Map) return { map: [...value] };
  if (value instanceof Set) return { set: [...value] };
  if (ArrayBuffer.isView(value)) return { numbers: Array.from(value as Uint8Array) };
  return typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value;
}
