/** Work in lanes: in each lane one after the other, over all lanes only so many at once. */
export class Lanes<T> {
  private readonly lanes = new Map<string, Lane<T>>();
  /** Lanes with work and nobody at it, in the order in which they became so. */
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
    const lane = this.lanes.get(name) ?? { queue: [], head: 0, isBusy: false };
    this.lanes.set(name, lane);
    lane.queue.push(work);
    if (!lane.isBusy) this.ready.add(name);
    this.start();
  }

  /** Drops what waits; what is under way goes on. */
  clear(): void {
    for (const lane of this.lanes.values()) {
      lane.queue = [];
      lane.head = 0;
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
      const lane = this.lanes.get(name);
      const work = lane && taken(lane);
      if (lane === undefined || work === undefined) continue;
      lane.isBusy = true;
      this.atOnce += 1;
      void this.run(work).finally(() => this.done(name, lane));
    }
  }

  private done(name: string, lane: Lane<T>): void {
    lane.isBusy = false;
    this.atOnce -= 1;
    if (lane.head < lane.queue.length) this.ready.add(name);
    else this.lanes.delete(name);
    this.start();
    if (this.atOnce > 0) return;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

interface Lane<T> {
  queue: T[];
  /** What stands before it is done. */
  head: number;
  isBusy: boolean;
}

const SLACK = 1024;

/** The next of a lane. What is done is cut off now and then, not each time. */
function taken<T>(lane: Lane<T>): T | undefined {
  const work = lane.queue[lane.head];
  lane.head += 1;
  if (lane.head < SLACK) return work;
  lane.queue = lane.queue.slice(lane.head);
  lane.head = 0;
  return work;
}
