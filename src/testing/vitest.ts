/**
 * `import 'drysend/testing/vitest'`: the matchers with their types, runs in snapshots as transcripts, and a test for
 * each story.
 */
import { describe, expect, test } from 'vitest';
import type { ScenarioOptions } from '../index.ts';
import { type RehearsalMatchers, rehearsalMatchers } from './matchers.ts';
import { type ScenarioTest, scenarioTests } from './scenario-tests.ts';
import { transcriptSerializer } from './transcripts.ts';

export type { RehearsalMatchers } from './matchers.ts';

declare module 'vitest' {
  interface Matchers<T> extends RehearsalMatchers<T> {}
}

expect.extend(rehearsalMatchers);
expect.addSnapshotSerializer(transcriptSerializer);

/**
 * A test for each story of files, folders or globs: `describeScenarios('scenarios/**')`. Paths are seen from where
 * Vitest was started. With the plugin of `drysend/testing/vitest-plugin` they run again when a file of them changes.
 * @throws Error when there is no scenario at all.
 */
export function describeScenarios(patterns: string | readonly string[], options: ScenarioOptions = {}): void {
  const byFile = new Map<string, ScenarioTest[]>();
  for (const each of scenarioTests(patterns, options)) {
    byFile.set(each.file, [...(byFile.get(each.file) ?? []), each]);
  }
  for (const [file, tests] of byFile) {
    describe(file, () => {
      for (const { title, check } of tests) test(title, () => void check());
    });
  }
}
