import { expect, test } from 'vitest';
import type { ShardWork } from '../../../src/cli/worker/shard-protocol.ts';
import { sharedNames } from '../../../src/cli/worker/shared-names.ts';
import { cutOf, shardPlans } from '../../../src/shards/cut.ts';
import { shippedPlans } from '../../helpers/shipped-plans.ts';

test('a shard has the same cases, in the same order, when their names are shared again', () => {
  let cases = 0;
  for (const { plan } of shippedPlans()) {
    const cut = cutOf(plan);
    if (cut.kind === 'whole') continue;
    for (const shard of shardPlans(plan, cut, 2)) {
      const work: ShardWork = { shard, cohorts: true, counts: true };
      const shared = sharedNames(structuredClone(work));
      expect(shared).toEqual(work);
      expect([...shared.shard.plan.cases.keys()]).toEqual([...shard.plan.cases.keys()]);
      cases += shard.plan.cases.size;
    }
  }
  expect(cases).toBeGreaterThan(20);
});
