import type { Plan } from '../core/model/plan.ts';
import type { ScenarioResult } from '../report/scenario-result.ts';
import type { StoryOptions } from './run-options.ts';
import type { StorySinks } from './run-outputs.ts';

/** Where stories are run that are not run in this process. */
export interface StoryRunner {
  rehearsed(plan: Plan, options: StoryOptions, sinks: StorySinks): Promise<ScenarioResult>;
}
