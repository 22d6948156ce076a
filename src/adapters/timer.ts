/** Calls back after so many milliseconds; what it gives calls that off. */
export type StartTimer = (ms: number, act: () => void) => () => void;

/** setTimeout takes no more than this. */
const WAIT_MS_MAX = 2 ** 31 - 1;

/** By the machine's clock. A pending call does not keep the process alive. */
export const startRealTimer: StartTimer = (ms, act) => {
  const timer = setTimeout(act, Math.min(ms, WAIT_MS_MAX));
  timer.unref();
  return () => clearTimeout(timer);
};
