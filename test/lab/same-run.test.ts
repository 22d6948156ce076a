import { expect, test } from 'vitest';
import { openLiveRun } from '../../src/lab/session/live-run.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { shippedPlans } from '../helpers/shipped-plans.ts';

const plans = shippedPlans()
  .map(({ plan }) => plan)
  .filter(({ endsAt }) => endsAt !== undefined);

test('a rehearsal and a live run of a story write the same entries up to its end', () => {
  expect(plans.length).toBeGreaterThan(50);
  for (const plan of plans) {
    const { journal, endsAt } = rehearsePlan(plan);
    const live = openLiveRun(plan);
    live.runTo(endsAt);
    expect([...live.journal.entries()], plan.title).toEqual([...journal.entries()]);
  }
});
