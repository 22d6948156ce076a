import type { Instant } from '../../core/model/instant.ts';
import { LruMap } from '../lru-map.ts';

interface Bucket {
  tokens: number;
  at: Instant;
}

/** A token bucket for each key, in the time that is passed in. A bucket that has filled up again is dropped. */
export class Throttle {
  private readonly buckets = new LruMap<Bucket>();
  private sweptAt = Number.NEGATIVE_INFINITY;
  private readonly ratePerMs: number;
  private readonly burst: number;

  constructor(ratePerMs: number, burst: number) {
    this.ratePerMs = ratePerMs;
    this.burst = burst;
  }

  /** Milliseconds until a token is there; 0: one was there, and is taken. */
  take(key: string, at: Instant): number {
    this.sweep(at);
    const bucket = this.buckets.get(key) ?? { tokens: this.burst, at };
    const tokens = this.filled(bucket, at);
    this.buckets.set(key, bucket);
    bucket.at = at;
    bucket.tokens = tokens >= 1 ? tokens - 1 : tokens;
    return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / this.ratePerMs);
  }

  private filled({ tokens, at: before }: Bucket, at: Instant): number {
    // A millionth of a token is rounding, not a token short.
    return Math.min(this.burst, Math.round((tokens + (at - before) * this.ratePerMs) * 1e6) / 1e6);
  }

  /** Once per filling time, so that the map holds the keys of two such times at most. */
  private sweep(at: Instant): void {
    if (at - this.sweptAt < this.burst / this.ratePerMs) return;
    this.sweptAt = at;
    for (const [key, bucket] of this.buckets) {
      if (this.filled(bucket, at) >= this.burst) this.buckets.delete(key);
    }
  }
}
