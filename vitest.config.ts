import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/helpers/bundle-thread.mjs',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // .ci/run counts from the file; people read the other.
    reporters: ['default', 'json'],
    outputFile: { json: '.drysend/test-results.json' },
  },
});
