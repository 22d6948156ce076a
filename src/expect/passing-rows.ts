/** The rows of a long run that come after the first: most only go by, and are counted where nobody claims them. */
import type { Plan } from '../core/model/plan.ts';
import type { Zone } from '../core/time/zone.ts';
import { type Matcher, matcherFor } from './checks.ts';
import { CauseGroups } from './claim-all.ts';
import type { Effort } from './effort.ts';
import { claims, isRunning, runningOf, timelinePromises } from './evaluate.ts';
import { MatcherSet } from './matcher-set.ts';
import { rowFilterFor } from './row-filter.ts';
import { mustBeClaimed, type Row } from './rows.ts';

export class PassingRows {
  /** What nobody claims of the rows that went by. */
  readonly unexpected: CauseGroups | undefined;
  private readonly isWanted: (row: Row) => boolean;
  private readonly isClaimedLater: (row: Row) => boolean;
  private readonly allowed = new MatcherSet<Matcher>();
  private readonly effort: Effort;

  constructor(plan: Plan, zone: Zone, effort: Effort) {
    this.effort = effort;
    this.unexpected = plan.othersAllowed ? undefined : new CauseGroups(zone);
    this.isWanted = rowFilterFor(plan, zone, effort);
    this.isClaimedLater = claimedInTimeline(plan, zone, effort);
    for (const fields of plan.allow) {
      const matcher = matcherFor(undefined, fields, zone);
      this.allowed.add(matcher, matcher);
    }
  }

  /** `isClaimed`: by a promise about many, at the end. */
  keeps(row: Row, isClaimed: boolean): boolean {
    if (this.isWanted(row)) return true;
    if (!this.unexpected || isClaimed || !mustBeClaimed(row)) return false;
    if (this.isClaimedLater(row)) return true;
    if (!this.isAllowed(row)) this.unexpected.add(row);
    return false;
  }

  private isAllowed(row: Row): boolean {
    let isAllowed = false;
    this.allowed.forEach(row, (matcher) => {
      isAllowed ||= matcher.matches(row, this.effort);
    });
    return isAllowed;
  }
}

/** Whether a promise about many in the timeline may yet claim the row, or has no more than let it pass. */
function claimedInTimeline(plan: Plan, zone: Zone, effort: Effort): (row: Row) => boolean {
  const set = new MatcherSet<true>();
  for (const each of timelinePromises(plan)) {
    if (isRunning(each) && claims(each)) set.add(runningOf(each, { plan, zone, effort }).matcher, true);
  }
  return (row) => {
    let isClaimed = false;
    set.forEach(row, () => {
      isClaimed = true;
    });
    return isClaimed;
  };
}
