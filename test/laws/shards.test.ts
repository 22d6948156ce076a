import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/core/model/plan.ts';
import type { Run } from '../../src/core/model/run.ts';
import { LinePages, rehearsePlan } from '../../src/rehearse.ts';
import { lifeAsScenario } from '../fidelity/as-scenario/life.ts';
import { scheduleAsScenario } from '../fidelity/as-scenario/schedule.ts';
import { scheduleRows } from '../fidelity/as-scenario/schedule-rows.ts';
import { lifeRows } from '../fidelity/direct/rows.ts';
import { inShards } from '../helpers/in-shards.ts';
import { plansFrom } from '../helpers/plans-from.ts';
import { shippedPlans } from '../helpers/shipped-plans.ts';
import { anyStory, planOf } from '../helpers/stories-of-many.ts';

/** How many random stories: `SCENARIOS=2000` for a long look. */
const SCENARIOS = Number(process.env.SCENARIOS ?? 400);

const outcome = ({ digest, totals, verdicts, endsAt }: Run) => ({ digest, totals, verdicts, endsAt });

/** The plan in one thread, and in shards; false: it cannot be cut. */
async function isSameInShards(plan: Plan, ...counts: number[]): Promise<boolean> {
  const pages: Buffer[] = [];
  const run = rehearsePlan(plan, {
    keep: false,
    pages: new LinePages((page) => void pages.push(Buffer.from(page))),
  });
  const journal = Buffer.concat(pages).toString('utf8');
  for (const count of counts) {
    const sharded = await inShards(plan, count);
    if (sharded === undefined) return false;
    expect(sharded.journal).toBe(journal);
    expect(outcome(sharded.run)).toEqual(outcome(run));
    const counted = await inShards(plan, count, { follows: false });
    expect(counted!.journal).toBe(journal);
    expect(counted!.run.totals).toEqual(run.totals);
  }
  return true;
}

let cut = 0;

law.prop([anyStory, fc.constantFrom(2, 3, 7)], { numRuns: SCENARIOS })(
  'a story in shards has the journal, totals and verdicts of one run',
  async (story, count) => {
    let plan: Plan;
    try {
      plan = planOf(story);
    } catch {
      return fc.pre(false);
    }
    if (await isSameInShards(plan, count)) cut += 1;
  },
  SCENARIOS * 1000,
);

test('most of the random stories can be cut', () => {
  expect(cut).toBeGreaterThan(SCENARIOS / 3);
});

test('shipped stories that can be cut have the same journal in shards', async () => {
  const names: string[] = [];
  for (const { name, plan } of shippedPlans()) if (await isSameInShards(plan, 2, 3, 7)) names.push(name);
  expect(names.length).toBeGreaterThan(10);
});

test.each([
  ['schedules', () => scheduleRows().map(scheduleAsScenario)],
  ['lives', () => lifeRows().map((row) => lifeAsScenario(row, { checks: true, upForMs: 1000 }))],
])('what HQ was recorded to do has the same journal in shards: %s', async (_name, stories) => {
  for (const { text } of stories()) await isSameInShards(plansFrom(text)[0]!, 3);
});
