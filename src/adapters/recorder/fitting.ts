/** Exchanges that fit a client's pattern, never at the price of a server that stands still. */
import { inSlices } from '../time-slices.ts';
import type { Recorded, Recorder } from './recorder.ts';
import type { RequestPattern } from './request-pattern.ts';
import { TooSlow, withinTime } from './within-time.ts';

/** How long a client's expressions may take over all exchanges, and over one that comes while it waits. */
const ALL_MS_MAX = 2000;
const ONE_MS_MAX = 20;

/**
 * In their order. Others are served between slices of the search.
 * @throws TooSlow
 */
export async function matchingInSlices(
  pattern: RequestPattern,
  all: Iterable<Recorded>,
): Promise<Recorded[]> {
  const found: Recorded[] = [];
  let workedMs = 0;
  await inSlices(all, (recorded) => {
    const startedAt = performance.now();
    if (pattern.isWanted(recorded)) found.push(recorded);
    workedMs += performance.now() - startedAt;
    if (pattern.mayBeSlow && workedMs > ALL_MS_MAX) throw new TooSlow(`longer than ${ALL_MS_MAX} ms`);
  });
  return found;
}

/**
 * In their order, at once.
 * @throws TooSlow
 */
function fitting(pattern: RequestPattern, all: Iterable<Recorded>): Recorded[] {
  if (!pattern.mayBeSlow) return those(all, pattern.isWanted);
  const exchanges = [...all];
  return withinTime(ALL_MS_MAX, () => exchanges.filter(pattern.isWanted));
}

/** What fits, without all of what does not in memory at once. */
export function those(all: Iterable<Recorded>, isWanted: (recorded: Recorded) => boolean): Recorded[] {
  const found: Recorded[] = [];
  for (const recorded of all) if (isWanted(recorded)) found.push(recorded);
  return found;
}

/** How many fit, and the last of them, the newest first: never more than twice as many are held. */
export function newestOf(
  all: Iterable<Recorded>,
  isWanted: (recorded: Recorded) => boolean,
  limit: number,
): { readonly total: number; readonly newest: readonly Recorded[] } {
  let total = 0;
  let last: Recorded[] = [];
  for (const recorded of all) {
    if (!isWanted(recorded)) continue;
    total += 1;
    last.push(recorded);
    if (last.length > 2 * limit) last = limit === 0 ? [] : last.slice(-limit);
  }
  return { total, newest: limit === 0 ? [] : last.slice(-limit).reverse() };
}

/**
 * Waits until `count` exchanges fit, or the time is over; gives how many there are.
 * @throws TooSlow; Error when too many wait.
 */
export async function waitForMatches(
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
      // The exchange belongs to another client: the error is reported to the waiting one only.
      fail(error instanceof Error ? error : new TooSlow(String(error)));
    }
    return fits.has(recorded.seq);
  };
  return { isWanted, tooSlow };
}
