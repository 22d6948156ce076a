/** `defineScenario` for values that a test has put together: the compiler does not hold them to the language. */
import { defineScenario, type Scenario, type ScenarioOptions } from '../../src/index.ts';

export const anyScenario = defineScenario as (value: object, options?: ScenarioOptions) => Scenario;
