/** Everything that can be known of a plan before it runs. Time and memory grow with the cases, not with their square. */
import type { Plan } from '../core/model/plan.ts';
import { type Emit, sourceOfAbout } from './finding.ts';
import { checkNumbers } from './numbers.ts';
import { checkReach } from './reach.ts';
import { checkRoutes } from './routes.ts';
import { checkSchedules } from './schedules.ts';
import { checkSegments } from './segments.ts';
import { checkValues } from './values.ts';

export interface CheckOptions {
  /** How many years ahead changes of the clock are looked for. */
  readonly dstYears: number;
}

export function checkPlan(plan: Plan, { dstYears }: CheckOptions, emit: Emit): void {
  for (const { code, message, hint, about, source } of plan.notices) {
    emit({ code, message, hint, about, source: source ?? sourceOfAbout(plan, about) });
  }
  const reach = checkReach(plan, emit);
  const schedules = checkSchedules(plan, dstYears, emit);
  const numbers = checkNumbers(plan, emit);
  const segments = checkSegments(plan, emit);
  for (const seed of plan.cases.values()) {
    reach.take(seed);
    schedules.take(seed);
    numbers.take(seed);
    segments.take(seed);
  }
  reach.end();
  checkRoutes(plan, emit);
  schedules.end();
  numbers.end();
  segments.end();
  // It says what it finds in a case at once, so that nothing grows with the cases.
  checkValues(plan, emit);
}
