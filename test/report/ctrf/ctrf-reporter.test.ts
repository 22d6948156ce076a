import { validate } from 'ctrf';
import { expect, test } from 'vitest';
import { ctrfReporter } from '../../../src/report/ctrf/ctrf-reporter.ts';
import { aStory, report } from '../a-story.ts';
import { AWKWARD, broken, stopped } from '../broken-stories.ts';

const document = () => JSON.parse(report(ctrfReporter, [aStory(), broken, stopped]));

test('is valid by the schema of the format, which refuses a test without its status', () => {
  expect(validate(document())).toMatchObject({ valid: true });
  expect(validate(JSON.parse(report(ctrfReporter, [])))).toMatchObject({ valid: true });
  const without = document();
  delete without.results.tests[0].status;
  expect(validate(without)).toMatchObject({ valid: false });
});

test('counts what it lists, and says when the run began and ended', () => {
  const { summary, tests } = document().results;
  expect(summary).toMatchObject({ tests: 5, passed: 3, failed: 2, skipped: 0, suites: 3 });
  expect(tests).toHaveLength(5);
  expect(summary.stop - summary.start).toBe(40);
});

test('a failed test has the file and line of its promise, its message and its whole text', () => {
  const [, , failed] = document().results.tests;
  expect(failed).toMatchObject({
    name: AWKWARD,
    status: 'failed',
    suite: ['scenarios/visits.yaml', broken.title],
    filePath: 'scenarios/visits.yaml',
    line: 32,
    tags: ['dst', 'slow'],
    message: AWKWARD,
  });
  expect(failed.trace).toContain('again     drysend run');
});
