/** What promises about many rows need while the rows come: no row is kept for them. */
import type { Evidence, Judgement, Running } from './judgement.ts';

/** Holds a promise against rows that are there. */
export function judgedOver(running: Running, evidence: Evidence): Judgement {
  const { index } = evidence;
  for (const ordinal of index.matching(running.matcher)) running.take(index.rows[ordinal]!);
  return running.judgement(evidence);
}

/** Indexes of journal entries in growing order, some one byte each: what lies between two of them is small. */
export class IndexList {
  private bytes = new Uint8Array(16);
  private end = 0;
  private last = 0;
  length = 0;

  push(index: number): void {
    if (this.end + 5 > this.bytes.length) {
      const larger = new Uint8Array(2 * this.bytes.length);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    let distance = index - this.last;
    while (distance > 127) {
      this.bytes[this.end++] = (distance & 127) | 128;
      distance >>>= 7;
    }
    this.bytes[this.end++] = distance;
    this.last = index;
    this.length += 1;
  }

  /** Those that are in it now; later ones do not show. */
  view(): Iterable<number> {
    const { bytes, end } = this;
    return { [Symbol.iterator]: () => indexesIn(bytes, end) };
  }
}

function* indexesIn(bytes: Uint8Array, end: number): Generator<number> {
  let index = 0;
  for (let place = 0; place < end; ) {
    let distance = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[place++]!;
      distance |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    index += distance >>> 0;
    yield index;
  }
}
