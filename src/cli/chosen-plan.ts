import type { Plan } from '../core/model/plan.ts';
import type { Shard } from './run-options.ts';

/** A story that is to run, and its place among all that were chosen, of every shard. */
export interface ChosenPlan {
  readonly plan: Plan;
  readonly index: number;
}

/** Every so many stories one, so that long stories beside each other are shared out. */
export const inShard = (plans: readonly Plan[], { index: nth, count }: Shard): ChosenPlan[] =>
  plans.map((plan, index) => ({ plan, index })).filter(({ index }) => index % count === nth - 1);
