/**
 * Random programmes: alerts, edits, outages, replies and faults over three weeks. No invariant breaks, and each runs again to the same
 * digest.
 */
import fc from 'fast-check';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { planFrom } from '../../../src/scenario/load.ts';
import { ScenarioError } from '../../../src/scenario/scenario-error.ts';
import { anyProgramme, programmeText } from '../../helpers/any-programme.ts';
import { must, type Target } from '../target.ts';

export const programmes: Target = {
  name: 'programmes',
  seeds: () => [],
  words: [],
  made(seed) {
    for (let draw = seed; ; draw += 1) {
      const [programme] = fc.sample(anyProgramme, { seed: draw, numRuns: 1 });
      const text = programmeText(programme!);
      if ('plans' in planFrom(text)) return text;
    }
  },
  open: async () => ({
    run(text) {
      const loaded = planFrom(text);
      if ('problems' in loaded) return;
      const [plan] = loaded.plans;
      try {
        const { digest, verdicts } = rehearsePlan(plan!);
        must(
          verdicts.every(({ kind, kept }) => kind !== 'invariant' || kept),
          'no invariant breaks',
        );
        must(rehearsePlan(plan!).digest === digest, 'a programme that runs again has the same digest');
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
      }
    },
  }),
};
