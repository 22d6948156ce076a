/** All promises of a plan that are counted while the rows come, those of the timeline among them. */
import type { Expectation } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import { asksStatus, claims, isRunning, runningOf, timelinePromises } from './evaluate.ts';
import type { Running, Surroundings } from './judgement.ts';
import { MatcherSet } from './matcher-set.ts';
import type { Row } from './rows.ts';

/** What one row costs that is compared, in steps. */
const STEPS_PER_ROW = 5;

interface Entry {
  readonly running: Running;
  /** It claims what it is about, at the end of the run. */
  readonly claimsAtEnd: boolean;
}

export class RunningPromises {
  readonly byExpectation = new Map<Expectation, Running>();
  private readonly set = new MatcherSet<Entry>();
  private readonly around: Surroundings;

  constructor(plan: Plan, around: Surroundings) {
    this.around = around;
    for (const each of timelinePromises(plan)) this.add(each, false);
    for (const each of plan.expectations) this.add(each, claims(each));
  }

  private add(expectation: Expectation, claimsAtEnd: boolean): void {
    if (!isRunning(expectation) || asksStatus(expectation)) return;
    const running = runningOf(expectation, this.around);
    this.byExpectation.set(expectation, running);
    this.set.add(running.matcher, { running, claimsAtEnd });
  }

  /** Takes the row; whether it is claimed at the end, whatever else comes. */
  take(row: Row): boolean {
    const { effort } = this.around;
    let isClaimed = false;
    this.set.forEach(row, ({ running, claimsAtEnd }) => {
      if (effort.isSpent) return;
      effort.spend(STEPS_PER_ROW);
      if (!running.matcher.matches(row, effort)) return;
      running.take(row);
      isClaimed ||= claimsAtEnd;
    });
    return isClaimed;
  }
}
