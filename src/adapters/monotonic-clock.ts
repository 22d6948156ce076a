/**
 * The time for rules, rates and throttles: the machine's clock at the start, plus the milliseconds
 * since then by a monotonic clock. A machine clock that is set back an hour delays nothing.
 * @param startsAt ms since the epoch
 * @param steady counts ms from anywhere, and only ever goes on
 */
export function monotonicClock(
  startsAt: number,
  monotonicMs: () => number = () => performance.now(),
): () => number {
  const began = monotonicMs();
  return () => startsAt + Math.floor(monotonicMs() - began);
}
