/** A clock, and a way to be woken: exchanged where a test has no minutes to wait. */
export interface Timers {
  /** Real time, ms since the epoch. */
  now(): number;
  /** Runs later; gives back how to call it off. */
  after(waitMs: number, run: () => void): () => void;
}

/** The longest that Node waits in one go. */
const WAIT_MAX = 2 ** 31 - 1;

export const realTimers: Timers = {
  now: Date.now,
  after(waitMs, run) {
    const timer = setTimeout(run, Math.min(waitMs, WAIT_MAX));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
