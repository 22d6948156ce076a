/** Numbers that a shard gives to its own, and those that the whole run gives to the same. */

const CHUNK_BITS = 14;
const CHUNK = 1 << CHUNK_BITS;

interface Chunk {
  readonly numbers: Float64Array;
  /** How many of its numbers are wanted again. */
  left: number;
}

/** The shard counts from 1. What has reached its end is forgotten, a whole chunk at a time. */
export class Renumbered {
  private readonly chunks = new Map<number, Chunk>();
  private count = 0;

  /** The shard's next number is this one of the whole run. */
  add(number: number): void {
    const index = this.count;
    const at = index >> CHUNK_BITS;
    let chunk = this.chunks.get(at);
    if (chunk === undefined) {
      chunk = { numbers: new Float64Array(CHUNK), left: CHUNK };
      this.chunks.set(at, chunk);
    }
    chunk.numbers[index & (CHUNK - 1)] = number;
    this.count += 1;
  }

  /** Of a number that has been added, and not been dropped. */
  of(own: number): number {
    const index = own - 1;
    return this.chunks.get(index >> CHUNK_BITS)!.numbers[index & (CHUNK - 1)]!;
  }

  /** Nobody will ask for it again. */
  drop(own: number): void {
    const at = (own - 1) >> CHUNK_BITS;
    const chunk = this.chunks.get(at)!;
    chunk.left -= 1;
    if (chunk.left === 0) this.chunks.delete(at);
  }
}
