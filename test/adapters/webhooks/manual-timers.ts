import type { Timers } from '../../../src/adapters/webhooks/timers.ts';

/** A clock that stands until a test moves it: a day of repetitions takes no time. */
export class ManualTimers implements Timers {
  private at = Date.UTC(2026, 10, 16, 10, 0, 0);
  private readonly waiting = new Set<{ readonly due: number; readonly run: () => void }>();

  now(): number {
    return this.at;
  }

  after(waitMs: number, run: () => void): () => void {
    const entry = { due: this.at + waitMs, run };
    this.waiting.add(entry);
    return () => this.waiting.delete(entry);
  }

  /** How long until the next is due; undefined: nothing waits. */
  get nextMs(): number | undefined {
    const dues = [...this.waiting].map(({ due }) => due - this.at);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  /** Moves on to the next and runs it; how far that was. */
  runNext(): number {
    const [next] = [...this.waiting].sort((a, b) => a.due - b.due);
    if (next === undefined) throw new Error('nothing waits');
    const waitedMs = next.due - this.at;
    this.at = next.due;
    this.waiting.delete(next);
    next.run();
    return waitedMs;
  }
}
