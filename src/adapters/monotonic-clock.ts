/**
 * The time that rules, rates and throttles go by: what the machine's clock said at the start, and the milliseconds
 * that have passed since by a clock that nobody can set. A machine clock that jumps an hour back holds nobody up.
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
