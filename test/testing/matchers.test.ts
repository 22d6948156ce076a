import { expect, test } from 'vitest';
import { defineScenario, rehearsalMatchers, rehearse, waitFor } from '../../src/testing/index.ts';

const run = (expectation: string) =>
  rehearse(
    defineScenario({
      scenario: 'empty',
      starts: '2026-03-01 09:00',
      ends: '2026-03-02 09:00',
      cases: { a: { type: 'p', name: 'a' } },
      timeline: [{ at: '2026-03-01 09:00', register: 'a' }],
      expect: [expectation],
    }),
  );

test('a run that keeps its promises passes', () => {
  expect(rehearsalMatchers.toKeepItsPromises(run('nothing to a')).pass).toBe(true);
});

test('a run that breaks one fails, and says its seed', () => {
  const result = rehearsalMatchers.toKeepItsPromises(run('sms to a'));
  expect(result.pass).toBe(false);
  expect(result.message()).toContain('1 broken (seed 1)');
});

test('waiting ends with what was seen, or an error', async () => {
  let looks = 0;
  await expect(
    waitFor(
      () => {
        looks += 1;
        return looks > 2 ? 'here' : undefined;
      },
      { everyMs: 0 },
    ),
  ).resolves.toBe('here');
  await expect(waitFor(() => false, { timeoutMs: 0, everyMs: 0 })).rejects.toThrow(/nothing came/);
});
