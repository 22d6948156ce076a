/** Stories as tests of any runner: one for each scenario, and a plain function that asserts. */
import { readScenario, rehearsePlan, type ScenarioOptions } from '../index.ts';
import type { Run } from '../report/run-questions.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { failuresOf } from './failure-text.ts';
import { findScenarios } from './find-scenarios.ts';
import { runsIn } from './received.ts';

/** One scenario of a file. */
export interface ScenarioTest {
  /** The story's own. */
  readonly title: string;
  /** `scenarios/visits.yaml`, from the working folder. */
  readonly file: string;
  readonly tags: readonly string[];
  /**
   * Rehearses it, and gives the run.
   * @throws BrokenPromises with what `drysend run` prints; ScenarioError when the file cannot be read.
   */
  readonly check: () => Run;
}

/** A run that broke promises: the message is what `drysend run` prints. */
export class BrokenPromises extends Error {
  override readonly name = 'BrokenPromises';
}

/**
 * A test for each scenario of files, folders or globs (`scenarios/**`), in order of name. A file that is not sound is one
 * test, which fails.
 * @throws Error when there is no scenario at all.
 */
export function scenarioTests(
  patterns: string | readonly string[],
  options: ScenarioOptions = {},
): ScenarioTest[] {
  const files = [patterns].flat().flatMap(findScenarios);
  return [...new Set(files)].flatMap((file) => testsOf(file, options));
}

function testsOf(file: string, options: ScenarioOptions): ScenarioTest[] {
  try {
    return readScenario(file, options).plans.map((plan) => ({
      title: plan.title,
      file,
      tags: plan.tags,
      check() {
        const run = rehearsePlan(plan);
        assertKeepsItsPromises(run);
        return run;
      },
    }));
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const check = (): never => {
      throw error;
    };
    return [{ title: `${file} can be read`, file, tags: [], check }];
  }
}

/**
 * A run, or all runs of a file, kept every promise.
 * @throws BrokenPromises with what `drysend run` prints.
 */
export function assertKeepsItsPromises(received: Run | readonly Run[]): void {
  const failures = failuresOf(runsIn(received, 'assertKeepsItsPromises'));
  if (failures !== '') throw new BrokenPromises(failures);
}
