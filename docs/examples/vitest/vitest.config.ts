import { scenarioWatch } from 'drysend/testing/vitest-plugin';
import { defineConfig } from 'vitest/config';

/** `vitest` (watching) runs the stories again when one of them is saved. */
export default defineConfig({ plugins: [scenarioWatch()] });
