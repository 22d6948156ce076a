/** The tests that mutants of the core meet (`npm run test:mutants`): its own, and every shipped story. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/core/**/*.test.ts', 'test/scenarios.test.ts'],
    setupFiles: ['scripts/vitest.mutants.setup.ts'],
    testTimeout: 60_000,
  },
});
