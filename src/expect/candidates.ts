/** The rows that would do for an expectation, in order; sought only as far as somebody looks. */
export class Candidates {
  private readonly found: number[] = [];
  private readonly all: Iterator<number>;
  private readonly seek: Seek;
  private isAtEnd = false;

  constructor(seek: Seek) {
    this.seek = seek;
    this.all = seek(-1)[Symbol.iterator]();
  }

  /** The ordinal at a position; undefined past the last. */
  at(position: number): number | undefined {
    // Bounded by what is sought through.
    while (!this.isAtEnd && this.found.length <= position) {
      const { done, value } = this.all.next();
      if (done) this.isAtEnd = true;
      else this.found.push(value);
    }
    return this.found[position];
  }

  /** The first ordinal after one that is not passed over; rows passed over are not compared. */
  firstAfter(after: number, isPassedOver: (ordinal: number) => boolean): number | undefined {
    const [first] = this.seek(after, isPassedOver);
    return first;
  }
}

/** Ordinals in order, none up to `after` and none passed over. */
export type Seek = (after: number, isPassedOver?: (ordinal: number) => boolean) => Iterable<number>;

/** Seeks among ordinals that are known. */
export const among =
  (ordinals: readonly number[]): Seek =>
  (after, isPassedOver = () => false) =>
    ordinals.filter((ordinal) => ordinal > after && !isPassedOver(ordinal));
