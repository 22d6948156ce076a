/** Lengths of time gathered as a count for each whole second, so that medians need no list of messages. */
import { MS_PER_SECOND } from '../../core/model/instant.ts';

/** Of so many messages; milliseconds. */
export interface LengthSummary {
  readonly count: number;
  readonly medianMs: number;
  /** Nineteen of twenty are no longer. */
  readonly most95Ms: number;
  readonly worstMs: number;
}

/** Past a day a minute is near enough: HQ gives a message up after a week, so there are never many counts. */
const FINE_SECONDS_MAX = 86_400;
const COARSE_SECONDS = 60;

export class Lengths {
  private readonly counts = new Map<number, number>();
  private count = 0;
  private worst = 0;

  /** `count` messages of that length. */
  add(ms: number, count = 1): void {
    const seconds = Math.max(0, Math.round(ms / MS_PER_SECOND));
    const step = seconds > FINE_SECONDS_MAX ? COARSE_SECONDS : 1;
    const key = Math.round(seconds / step) * step;
    this.counts.set(key, (this.counts.get(key) ?? 0) + count);
    this.count += count;
    this.worst = Math.max(this.worst, seconds);
  }

  /** By nearest rank: each value is one that occurred. */
  summary(): LengthSummary {
    const sorted = [...this.counts].sort(([a], [b]) => a - b);
    const at = (part: number): number => {
      let left = Math.ceil(this.count * part);
      for (const [seconds, count] of sorted) {
        left -= count;
        if (left <= 0) return Math.min(seconds, this.worst) * MS_PER_SECOND;
      }
      return 0;
    };
    return { count: this.count, medianMs: at(0.5), most95Ms: at(0.95), worstMs: this.worst * MS_PER_SECOND };
  }
}
