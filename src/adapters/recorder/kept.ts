import type { Recorded } from './recorded.ts';
import { Slab } from './slab.ts';

/** Exchanges in order, bounded by their number and by their bytes; the oldest make room. */
export class Kept {
  private readonly slabs: Slab[] = [];
  /** How many of the oldest slab are gone already. */
  private skipped = 0;
  private bytes = 0;
  /** The slab that was freed last: memory that has been touched is cheaper than new. */
  private spare: Slab | undefined;
  /** Slabs that a reader may still be in are not written anew. */
  private readers = 0;
  count = 0;
  /** How many had to make room. */
  dropped = 0;
  private readonly countMax: number;
  private readonly bytesMax: number;

  constructor(countMax: number, bytesMax: number) {
    this.countMax = countMax;
    this.bytesMax = bytesMax;
  }

  add(recorded: Recorded): void {
    const last = this.slabs.at(-1);
    if (last === undefined || !last.add(recorded)) this.addToFresh(recorded);
    this.count += 1;
    if (this.count > this.countMax) this.dropOldest(1);
  }

  /** Oldest first. */
  *all(): IterableIterator<Recorded> {
    let from = this.skipped;
    this.readers += 1;
    try {
      for (const slab of [...this.slabs]) {
        for (let at = from; at < slab.count; at += 1) yield slab.read(at);
        from = 0;
      }
    } finally {
      this.readers -= 1;
    }
  }

  /** Gives another verdict to the exchange of that number; false: it is not here any more. */
  judge(seq: number, verdict: Recorded['verdict']): boolean {
    return this.slabs.some((slab) => slab.judge(seq, verdict));
  }

  private addToFresh(recorded: Recorded): void {
    const fresh = Slab.for(recorded, this.spare);
    if (fresh === this.spare) this.spare = undefined;
    fresh.add(recorded);
    this.slabs.push(fresh);
    this.bytes += fresh.size;
    while (this.bytes > this.bytesMax && this.slabs.length > 1) {
      this.dropOldest((this.slabs[0]?.count ?? 0) - this.skipped);
    }
  }

  private dropOldest(count: number): void {
    this.skipped += count;
    this.count -= count;
    this.dropped += count;
    const oldest = this.slabs[0];
    if (oldest === undefined || this.skipped < oldest.count || this.slabs.length === 1) return;
    this.slabs.shift();
    this.skipped = 0;
    this.bytes -= oldest.size;
    if (this.readers === 0) this.spare = oldest;
  }
}
