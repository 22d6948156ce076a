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
  checkReach(plan, emit);
  checkRoutes(plan, emit);
  checkSchedules(plan, dstYears, emit);
  checkNumbers(plan, emit);
  checkSegments(plan, emit);
  checkValues(plan, emit);
}
