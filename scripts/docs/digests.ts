/** The digest of each shipped story's journal, one a line: what a change of behaviour changes. */
import { rehearsePlan } from '../../src/rehearse.ts';
import { shippedPlans } from '../../test/helpers/shipped-plans.ts';

export function storyDigests(folder: string): string {
  return shippedPlans(folder)
    .map(({ name, plan }) => `${rehearsePlan(plan).digest} ${name}\n`)
    .join('');
}
