/** Exchanges that fit a client's pattern, never at the price of a server that stands still. */
import type { Recorded, Recorder } from './recorder.ts';
import type { RequestPattern } from './request-pattern.ts';
import { TooSlow, withinTime } from './within-time.ts';

/** How long a client's expressions may take over all exchanges, and over one that comes while it waits. */
const ALL_MS_MAX = 2000;
const ONE_MS_MAX = 20;

/**
 * In their order.
 * @throws TooSlow
 */
export function fitting(pattern: RequestPattern, all: Iterable<Recorded>): Recorded[] {
  const exchanges = [...all];
  const work = (): Recorded[] => exchanges.filter(pattern.isWanted);
  return pattern.mayBeSlow ? withinTime(ALL_MS_MAX, work) : work();
}

/**
 * Waits until `count` exchanges fit, or the time is over; gives how many there are.
 * @throws TooSlow; Error when too many wait.
 */
export async function waitForFitting(
  pattern: RequestPattern,
  recorder: Recorder,
  count: number,
  timeoutMs: number,
): Promise<number> {
  if (!pattern.mayBeSlow) return recorder.wait(pattern.isWanted, count, timeoutMs);
  const judged = judgedOnce(pattern, recorder);
  const found = recorder.wait(judged.isWanted, count, timeoutMs);
  return Promise.race([found, judged.tooSlow]);
}

/** Each exchange is looked at once, as a waiting recorder asks again and again. */
function judgedOnce(pattern: RequestPattern, recorder: Recorder) {
  const exchanges = [...recorder.all()];
  const fits = new Set(fitting(pattern, exchanges).map(({ seq }) => seq));
  let lookedAt = exchanges.at(-1)?.seq ?? 0;
  let fail: (error: Error) => void = () => {};
  const tooSlow = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  tooSlow.catch(() => {});
  const isWanted = (recorded: Recorded): boolean => {
    if (recorded.seq <= lookedAt) return fits.has(recorded.seq);
    lookedAt = recorded.seq;
    try {
      if (withinTime(ONE_MS_MAX, () => pattern.isWanted(recorded))) fits.add(recorded.seq);
    } catch (error) {
      // The exchange belongs to another client: only the one who waits is told.
      fail(error instanceof Error ? error : new TooSlow(String(error)));
    }
    return fits.has(recorded.seq);
  };
  return { isWanted, tooSlow };
}
