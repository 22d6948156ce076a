/** The work that comparing rows with expectations may take in one run, so that no story can hang it. */

/** About the time of one letter against another, some nanoseconds: 3,000,000,000 take seconds. */
const STEPS_MAX = 3_000_000_000;

/** Counted, not timed: the same story ends at the same place on every machine. */
export class Effort {
  readonly most: number;
  private spent = 0;

  constructor(most = STEPS_MAX) {
    this.most = most;
  }

  /** Steps so far. */
  get used(): number {
    return this.spent;
  }

  /** Nothing more is compared. */
  get isSpent(): boolean {
    return this.spent > this.most;
  }

  spend(steps: number): void {
    this.spent += steps;
  }
}
