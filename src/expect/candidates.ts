/** The rows that would do for an expectation, in order; sought only as far as somebody looks. */
export class Candidates {
  private readonly found: number[] = [];
  private readonly source: Iterator<number>;
  private isAtEnd = false;

  constructor(source: Iterable<number>) {
    this.source = source[Symbol.iterator]();
  }

  /** The ordinal at a position; undefined past the last. */
  at(position: number): number | undefined {
    // Bounded by the source.
    while (!this.isAtEnd && this.found.length <= position) {
      const { done, value } = this.source.next();
      if (done) this.isAtEnd = true;
      else this.found.push(value);
    }
    return this.found[position];
  }
}
