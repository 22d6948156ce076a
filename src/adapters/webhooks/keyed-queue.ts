/** Queues of work by key: within a key one after the other, over all keys a limited number at once. */
export class KeyedQueue<T> {
  private readonly queues = new Map<string, Queue<T>>();
  /** Keys with waiting work and none running, in the order in which they became so. */
  private readonly ready = new Set<string>();
  private readonly atOnceMax: number;
  private readonly run: (work: T) => Promise<void>;
  private atOnce = 0;
  private waiting: (() => void)[] = [];

  /** `run` must not reject. */
  constructor(atOnceMax: number, run: (work: T) => Promise<void>) {
    this.atOnceMax = atOnceMax;
    this.run = run;
  }

  add(name: string, work: T): void {
    const queue = this.queues.get(name) ?? { work: [], head: 0, isBusy: false };
    this.queues.set(name, queue);
    queue.work.push(work);
    if (!queue.isBusy) this.ready.add(name);
    this.start();
  }

  /** Drops what waits; what is under way goes on. */
  clear(): void {
    for (const queue of this.queues.values()) {
      queue.work = [];
      queue.head = 0;
    }
    this.ready.clear();
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    if (this.atOnce === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private start(): void {
    for (const name of this.ready) {
      if (this.atOnce >= this.atOnceMax) return;
      this.ready.delete(name);
      const queue = this.queues.get(name);
      const work = queue && next(queue);
      if (queue === undefined || work === undefined) continue;
      queue.isBusy = true;
      this.atOnce += 1;
      void this.run(work).finally(() => this.done(name, queue));
    }
  }

  private done(name: string, queue: Queue<T>): void {
    queue.isBusy = false;
    this.atOnce -= 1;
    if (queue.head < queue.work.length) this.ready.add(name);
    else this.queues.delete(name);
    this.start();
    if (this.atOnce > 0) return;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

interface Queue<T> {
  work: T[];
  /** What stands before it is done. */
  head: number;
  isBusy: boolean;
}

const SLACK = 1024;

/** The next of a queue. Finished work is cut off now and then, not each time. */
function next<T>(queue: Queue<T>): T | undefined {
  const work = queue.work[queue.head];
  queue.head += 1;
  if (queue.head < SLACK) return work;
  queue.work = queue.work.slice(queue.head);
  queue.head = 0;
  return work;
}
