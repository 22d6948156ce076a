import type { SourceLocation } from './expectation.ts';

/** Where a fault stands in the scenario, in the file's own terms. */
export interface FaultPlace {
  /** `alerts.visit` */
  readonly path: string;
  /** undefined: the scenario as a whole. */
  readonly source?: SourceLocation | undefined;
}

/**
 * A fault of the scenario that only its run could show, such as a schedule without any due time. The run
 * cannot go on; its author can mend it.
 */
export class ScenarioFault extends Error {
  readonly wanted: string;
  readonly place: FaultPlace | undefined;

  /** `found` says what is wrong, on one line. */
  constructor(found: string, wanted: string, place?: FaultPlace) {
    super(found);
    this.name = 'ScenarioFault';
    this.wanted = wanted;
    this.place = place;
  }
}
