/** Long work in slices, so that a server answers others in between: one slice a turn of the event loop. */

/** How long a slice may take, ms. */
const SLICE_MS = 10;

/** Who waits for a turn, in order. */
const waiting: (() => void)[] = [];

/** Resolves in a turn of the event loop of its own. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(letOneGo);
  });
}

function letOneGo(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(letOneGo);
}

/** Visits all, in as many turns as that takes. */
export async function inSlices<T>(all: Iterable<T>, visit: (each: T) => void): Promise<void> {
  let until = performance.now() + SLICE_MS;
  for (const each of all) {
    visit(each);
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + SLICE_MS;
  }
}

/** How many long works may be under way: each holds what it has found so far. */
const AT_ONCE_MAX = 4;

let atOnce = 0;
const queued: (() => void)[] = [];

/** Does a long work when there is room for it. */
export async function whenThereIsRoom<T>(work: () => Promise<T>): Promise<T> {
  if (atOnce >= AT_ONCE_MAX) await new Promise<void>((resolve) => queued.push(resolve));
  else atOnce += 1;
  try {
    return await work();
  } finally {
    const next = queued.shift();
    if (next) next();
    else atOnce -= 1;
  }
}
