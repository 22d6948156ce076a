/**
 * What is due next: an indexed binary heap over flat arrays. A slot is a small whole number that the
 * caller hands out; each slot is in the queue at most once and can be moved or taken out, so the queue
 * never holds more than the slots in use. Ties leave in the order of `rank`.
 */
export class InstantQueue {
  private heap = new Uint32Array(64);
  private place = new Int32Array(64).fill(-1);
  private dueAt = new Float64Array(64);
  private rank = new Float64Array(64);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The earliest instant in the queue, or Infinity. */
  get earliest(): number {
    return this.count === 0 ? Number.POSITIVE_INFINITY : this.dueAt[this.heap[0]!]!;
  }

  /** Puts a slot in, or moves it. */
  set(slot: number, due: number, rank: number): void {
    this.reserve(slot);
    this.dueAt[slot] = due;
    this.rank[slot] = rank;
    const at = this.place[slot]!;
    if (at < 0) {
      this.heap[this.count] = slot;
      this.place[slot] = this.count;
      this.count += 1;
      this.siftUp(this.count - 1);
    } else {
      this.siftUp(at);
      this.siftDown(this.place[slot]!);
    }
  }

  /** Takes a slot out; nothing happens when it is not in. */
  remove(slot: number): void {
    const at = slot < this.place.length ? this.place[slot]! : -1;
    if (at < 0) return;
    this.place[slot] = -1;
    this.count -= 1;
    if (at === this.count) return;
    const moved = this.heap[this.count]!;
    this.heap[at] = moved;
    this.place[moved] = at;
    this.siftUp(at);
    this.siftDown(this.place[moved]!);
  }

  has(slot: number): boolean {
    return slot < this.place.length && this.place[slot]! >= 0;
  }

  /** The first slot due at or before `limit`, taken out; -1: none. */
  take(limit: number): number {
    if (this.count === 0) return -1;
    const slot = this.heap[0]!;
    if (this.dueAt[slot]! > limit) return -1;
    this.remove(slot);
    return slot;
  }

  private reserve(slot: number): void {
    let size = this.place.length;
    if (slot < size) return;
    while (size <= slot) size *= 2;
    this.heap = grown(this.heap, new Uint32Array(size));
    this.dueAt = grown(this.dueAt, new Float64Array(size));
    this.rank = grown(this.rank, new Float64Array(size));
    this.place = grown(this.place, new Int32Array(size).fill(-1));
  }

  private isBefore(a: number, b: number): boolean {
    const dueA = this.dueAt[a]!;
    const dueB = this.dueAt[b]!;
    return dueA < dueB || (dueA === dueB && this.rank[a]! < this.rank[b]!);
  }

  private siftUp(from: number): void {
    const { heap, place } = this;
    const slot = heap[from]!;
    let hole = from;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent]!;
      if (!this.isBefore(slot, above)) break;
      heap[hole] = above;
      place[above] = hole;
      hole = parent;
    }
    heap[hole] = slot;
    place[slot] = hole;
  }

  private siftDown(from: number): void {
    const { heap, place } = this;
    const slot = heap[from]!;
    let hole = from;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.count) break;
      if (child + 1 < this.count && this.isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      const below = heap[child]!;
      if (!this.isBefore(below, slot)) break;
      heap[hole] = below;
      place[below] = hole;
      hole = child;
    }
    heap[hole] = slot;
    place[slot] = hole;
  }
}

function grown<T extends Uint32Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
