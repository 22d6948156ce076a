import { describe, expect, test } from 'vitest';
import { rehearsePlan } from '../src/rehearse.ts';
import { mutantsOf } from './helpers/mutants.ts';
import { shippedPlans } from './helpers/shipped-plans.ts';

const stories = shippedPlans();

test('there are stories to rehearse', () => {
  expect(stories.length).toBeGreaterThanOrEqual(25);
});

describe.each(stories)('$name', ({ plan }) => {
  test('keeps every promise', () => {
    const run = rehearsePlan(plan);
    expect(run.verdicts.filter((verdict) => !verdict.kept)).toEqual([]);
    expect(run.ok).toBe(true);
  });

  test('writes the same bytes twice', () => {
    const [first, second] = [rehearsePlan(plan), rehearsePlan(plan)];
    expect([...second.journal.lines()].join('')).toBe([...first.journal.lines()].join(''));
    expect(second.digest).toBe(first.digest);
  });

  const mutants = mutantsOf(plan);
  if (mutants.length > 0) {
    test.each(mutants)('notices: $what', ({ plan: mutant }) => {
      expect(rehearsePlan(mutant).ok).toBe(false);
    });
  }
});
