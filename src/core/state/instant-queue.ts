/**
 * What is due next. A slot is a small whole number that the caller hands out; each slot is in the queue at most once and
 * can be moved or taken out. Slots due at the same instant wait in one bucket, and a heap holds the buckets: a thousand
 * that are due together cost as much as a list of them. Ties leave in the order of `rank`.
 */
export class InstantQueue {
  private readonly heap: Bucket[] = [];
  private readonly byDue = new Map<number, Bucket>();
  /** The bucket put into last: mostly the next slot belongs there too. */
  private last: Bucket | undefined;
  private readonly bucketOf: (Bucket | undefined)[] = [];
  /** The slot's place in its bucket. */
  private place = new Int32Array(64);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The earliest instant in the queue, or Infinity. */
  get earliest(): number {
    return this.count === 0 ? Number.POSITIVE_INFINITY : this.first().due;
  }

  /** Whether the first in the queue is before something due at an instant with a rank. */
  isBefore(due: number, rank: number): boolean {
    if (this.count === 0) return false;
    const bucket = this.first();
    return bucket.due < due || (bucket.due === due && this.firstRank(bucket) < rank);
  }

  /** Puts a slot in, or moves it. */
  set(slot: number, due: number, rank: number): void {
    const known = this.bucketOf[slot];
    if (known?.due === due && known.ranks[this.place[slot]!] === rank) return;
    this.remove(slot);
    this.reserve(slot);
    const bucket = this.last?.due === due ? this.last : this.bucketAt(due);
    this.last = bucket;
    const end = bucket.slots.length;
    if (end > bucket.next && rank < bucket.ranks[end - 1]!) bucket.isSorted = false;
    bucket.slots.push(slot);
    bucket.ranks.push(rank);
    bucket.live += 1;
    this.bucketOf[slot] = bucket;
    this.place[slot] = end;
    this.count += 1;
  }

  /** Takes a slot out; nothing happens when it is not in. */
  remove(slot: number): void {
    const bucket = slot < this.bucketOf.length ? this.bucketOf[slot] : undefined;
    if (bucket === undefined) return;
    this.bucketOf[slot] = undefined;
    bucket.slots[this.place[slot]!] = GONE;
    bucket.live -= 1;
    this.count -= 1;
  }

  has(slot: number): boolean {
    return slot < this.bucketOf.length && this.bucketOf[slot] !== undefined;
  }

  /** The first slot due at or before `limit`, taken out; -1: none. */
  take(limit: number): number {
    if (this.count === 0) return -1;
    const bucket = this.first();
    if (bucket.due > limit) return -1;
    this.firstRank(bucket);
    const slot = bucket.slots[bucket.next]!;
    bucket.next += 1;
    bucket.live -= 1;
    this.bucketOf[slot] = undefined;
    this.count -= 1;
    return slot;
  }

  /** The earliest bucket that holds anything; empty ones are dropped. Only for a queue that is not empty. */
  private first(): Bucket {
    const { heap } = this;
    while (heap[0]!.live === 0) {
      this.byDue.delete(heap[0]!.due);
      if (this.last === heap[0]) this.last = undefined;
      const end = heap.pop()!;
      if (heap.length > 0) siftDown(heap, end);
    }
    return heap[0]!;
  }

  /** The least rank in a bucket, which `next` stands at then. */
  private firstRank(bucket: Bucket): number {
    if (!bucket.isSorted) this.sort(bucket);
    while (bucket.slots[bucket.next] === GONE) bucket.next += 1;
    return bucket.ranks[bucket.next]!;
  }

  private bucketAt(due: number): Bucket {
    const known = this.byDue.get(due);
    if (known !== undefined) return known;
    const bucket: Bucket = { due, slots: [], ranks: [], next: 0, live: 0, isSorted: true };
    this.byDue.set(due, bucket);
    siftUp(this.heap, bucket);
    return bucket;
  }

  /** Brings what is left of a bucket into the order of rank. */
  private sort(bucket: Bucket): void {
    const { slots, ranks } = bucket;
    const left: number[] = [];
    for (let index = bucket.next; index < slots.length; index += 1)
      if (slots[index] !== GONE) left.push(index);
    left.sort((a, b) => ranks[a]! - ranks[b]!);
    bucket.slots = left.map((index) => slots[index]!);
    bucket.ranks = left.map((index) => ranks[index]!);
    bucket.next = 0;
    bucket.isSorted = true;
    for (const [index, slot] of bucket.slots.entries()) this.place[slot] = index;
  }

  private reserve(slot: number): void {
    if (slot < this.place.length) return;
    let size = this.place.length;
    while (size <= slot) size *= 2;
    const larger = new Int32Array(size);
    larger.set(this.place);
    this.place = larger;
  }
}

/** Slots of one instant, in the order they came unless `isSorted` is false. */
interface Bucket {
  readonly due: number;
  slots: number[];
  ranks: number[];
  /** Those before it are taken. */
  next: number;
  live: number;
  isSorted: boolean;
}

/** Stands where a slot was taken out of the middle. */
const GONE = -1;

/** Puts a bucket into the heap. */
function siftUp(heap: Bucket[], bucket: Bucket): void {
  let hole = heap.push(bucket) - 1;
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    const above = heap[parent]!;
    if (above.due <= bucket.due) break;
    heap[hole] = above;
    hole = parent;
  }
  heap[hole] = bucket;
}

/** Puts a bucket into the place of the first. */
function siftDown(heap: Bucket[], bucket: Bucket): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]!.due < heap[child]!.due) child += 1;
    if (heap[child]!.due >= bucket.due) break;
    heap[hole] = heap[child]!;
    hole = child;
  }
  heap[hole] = bucket;
}
