import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { storiesIn } from '../../src/cli/why-journal.ts';
import { trailIn } from '../../src/cli/why-lines.ts';
import type { Plan } from '../../src/core/model/plan.ts';
import type { Run } from '../../src/core/model/run.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { trailOf, type WhyQuestion } from '../../src/report/why/trail.ts';
import { shippedPlans } from '../helpers/shipped-plans.ts';

const folder = mkdtempSync(join(tmpdir(), 'drysend-why-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const runs = shippedPlans().map(({ plan }, index) => {
  const run = rehearsePlan(plan);
  const file = join(folder, `${index}.ndjson`);
  writeFileSync(file, [...run.journal.lines()].join(''));
  return { run, file };
});

/** Of each story cases, users, places, numbers and pairs of them. */
function questionsAbout({ plan, journal }: Run): WhyQuestion[] {
  const entries = [...journal.entries()];
  const pairs = entries.flatMap(({ case: record, to }) =>
    record && to && record !== to ? [{ case: record, to }] : [],
  );
  const strangers = entries.flatMap(({ number, to }) =>
    number !== undefined && to === undefined ? [`+${number}`] : [],
  );
  return [
    ...[...plan.cases.keys()].slice(0, 3).map((key) => ({ case: key })),
    ...[...plan.cases.keys(), ...plan.users.keys()].slice(-3).map((key) => ({ to: key })),
    ...[...plan.groups.keys(), ...plan.locations.keys()].slice(0, 2).map((key) => ({ to: key })),
    ...strangers.slice(0, 1).map((to) => ({ to })),
    ...pairs.slice(0, 1),
  ];
}

describe('a journal file', () => {
  test.each([
    ['with its scenario', (plan: Plan) => [plan]],
    ['alone', () => []],
  ])('%s gives the trails that the journal in memory gives, of every shipped story', (_name, knownTo) => {
    let count = 0;
    for (const { run, file } of runs) {
      const [story] = storiesIn(file, knownTo(run.plan));
      for (const question of questionsAbout(run)) {
        expect(trailIn(story!, question)).toEqual(trailOf(story!.plan, run.journal, question));
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(200);
  });

  test('names everybody and every cause that its entries name, and each run of several apart', () => {
    const both = join(folder, 'both.ndjson');
    const [first, second] = runs.slice(0, 2).map(({ run }) => run);
    writeFileSync(both, [...first!.journal.lines(), ...second!.journal.lines()].join(''));
    const stories = storiesIn(both, []);
    expect(stories.map(({ plan }) => plan.title)).toEqual([first!.plan.title, second!.plan.title]);
    for (const [index, { journal }] of [first!, second!].entries()) {
      const named = [...journal.entries()].flatMap(({ case: record, to, contact }) => [record, to, contact]);
      const keys = new Set(named.filter((key) => key !== undefined));
      expect(new Set(stories[index]!.plan.cases.keys())).toEqual(keys);
      expect([...stories[index]!.journal.entries()]).toEqual([...journal.entries()]);
    }
  });
});
