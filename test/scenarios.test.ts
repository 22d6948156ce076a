import { describe, expect, test } from 'vitest';
import { severityOf } from '../src/core/model/warning-codes.ts';
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

  test('gives no warning that needs mending and that it does not promise', () => {
    const { verdicts, journal } = rehearsePlan(plan);
    const promised = new Set(verdicts.flatMap(({ entries }) => entries));
    const others = [...journal.entries()].filter(
      ({ kind, code = '' }, index) =>
        kind === 'warning' && severityOf(code) !== 'note' && !promised.has(index),
    );
    expect(others.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
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
