import { expect, test } from 'vitest';
import { exportOf } from '../../bench/roster-export.mjs';
import { Budget, LimitReached } from '../../src/adapters/interruptible.ts';
import { planOfAlike } from '../../src/cli/plan-of-alike.ts';
import { Stop } from '../../src/cli/stop.ts';
import { peopleOf } from '../../src/report/people.ts';
import { alikePlan } from '../../src/shards/alike-plan.ts';
import { shippedPlans } from '../helpers/shipped-plans.ts';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

test.each([
  ['of cases in memory', undefined],
  ['of cases on a disk', { fileBytes: 0, partCases: 500 }],
])('plan of an export, one of each kind for all, is that of everybody: %s', async (_name, spillSizes) => {
  const { csv, story } = exportOf(3000);
  put('women.csv', csv);
  put('year.yaml', story);
  const options = spillSizes ? { spillSizes } : {};
  for (const period of [[], ['--month', '2026-04'], ['--from', '2026-03-02', '--to', '2026-03-10']]) {
    const everybody = await drysend(['plan', 'year.yaml', '--no-cohorts', ...period], options);
    const ofKinds = await drysend(['plan', 'year.yaml', ...period], options);
    expect(ofKinds.out).toBe(everybody.out);
    expect(ofKinds.code).toBe(0);
  }
});

test('a limit of messages counts those of everybody', async () => {
  const { csv, story } = exportOf(1500);
  put('women.csv', csv);
  put('year.yaml', story);
  const { code, err } = await drysend(['plan', 'year.yaml', '--max-messages', '1400']);
  expect(code).not.toBe(0);
  expect(err).toContain('1,400 messages');
});

test('a limit that is met while contacts are put into kinds names the story and the cure', () => {
  const nobody = () => undefined;
  const { plan } = shippedPlans().find(
    (one) => alikePlan(one.plan, { casesMin: 2, rehearsedMax: 1000, onCase: nobody }) !== undefined,
  )!;
  class Spent extends Budget {
    override look(): void {
      throw new LimitReached('more than 1 second', '--max-seconds 10 lets it go on');
    }
  }
  const around = { people: peopleOf(plan), period: {}, casesMin: 2, budget: new Spent() };
  const progress = { story: nobody, at: nobody, clear: nobody };
  expect(() => planOfAlike(plan, { ...around, progress })).toThrow(Stop);
  expect(() => planOfAlike(plan, { ...around, progress })).toThrow(`${plan.title}: more than 1 second`);
});
