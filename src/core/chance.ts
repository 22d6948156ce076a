/**
 * Chance, keyed: the same seed and key always give the same draw, whoever asks and in whatever order.
 * There is no shared stream, so shards, workers, sockets and the in-process pace agree.
 */

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A 32-bit FNV-1a hash of the text's UTF-16 code units, finished by murmur's mixer. */
export function hash32(text: string, seed = 0): number {
  let hash = (FNV_OFFSET ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  }
  return mix(hash);
}

/** A whole number from 0 to `count` - 1, the same for the same seed and key. */
export function draw(seed: number, key: string, count: number): number {
  const high = hash32(key, seed);
  const low = hash32(key, seed ^ 0x9e3779b9);
  return Math.floor(((high * 0x200000 + (low >>> 11)) / 0x20000000000000) * count);
}

/** 16 hex digits that name a thing by what it is. */
export function nameOf(text: string): string {
  let high = FNV_OFFSET ^ 0x2545f491;
  let low = FNV_OFFSET ^ 0x6c078965;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, FNV_PRIME);
    low = Math.imul(low ^ (unit + index), 0x5bd1e995) ^ (low >>> 15);
  }
  return hex8(mix(high)) + hex8(mix(low));
}

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const hex8 = (value: number): string => hex4[value >>> 16]! + hex4[value & 0xffff]!;

/** Every four hex digits, so that naming a message costs two look-ups a half. */
const hex4: readonly string[] = Array.from({ length: 0x10000 }, (_, value) =>
  value.toString(16).padStart(4, '0'),
);
