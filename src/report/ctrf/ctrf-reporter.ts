/** The report in the Common Test Report Format (ctrf.io): one JSON document, a test for each promise. */
import { visibleJson } from '../../core/render/visible.ts';
import type { Opening, Reporter } from '../reporter.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import type { Summary } from '../summary.ts';
import { type TestCase, testCasesOf } from '../test-cases.ts';

/** Of the format. */
const SPEC_VERSION = '0.0.0';

type Test = ReturnType<typeof testOf>;

export function ctrfReporter(): Reporter {
  const tests: Test[] = [];
  let opening: Opening = { version: '', titles: [], startedAt: 0 };
  let stories = 0;
  return {
    begin(given) {
      opening = given;
      return '';
    },
    story(story) {
      stories += 1;
      tests.push(...testCasesOf(story).map((each, index) => testOf(each, story, index === 0)));
      return '';
    },
    end: (summary) =>
      `${visibleJson(JSON.stringify(documentOf(opening, tests, stories, summary), null, 2))}\n`,
  };
}

function documentOf(
  { version, startedAt }: Opening,
  tests: readonly Test[],
  suites: number,
  { digest, tz, notRun, realMs }: Summary,
) {
  const failed = tests.filter(({ status }) => status === 'failed').length;
  return {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    generatedBy: `drysend ${version}`,
    results: {
      tool: { name: 'drysend', version },
      summary: {
        tests: tests.length,
        passed: tests.length - failed,
        failed,
        ...{ skipped: 0, pending: 0, other: 0 },
        suites,
        start: Math.round(startedAt),
        stop: Math.round(startedAt + realMs),
        extra: { digest, tz, stories_not_run: notRun },
      },
      tests,
    },
  };
}

/** A rehearsal tells all its promises at once: its time stands with the first of them. */
function testOf({ title, source, failure }: TestCase, story: ScenarioResult, isFirst: boolean) {
  return {
    name: title,
    status: failure ? 'failed' : 'passed',
    duration: isFirst ? Math.round(story.realMs) : 0,
    suite: [story.file, story.title],
    filePath: source.file,
    line: source.line,
    ...(story.tags.length > 0 && { tags: story.tags }),
    ...(failure && { message: failure.title, trace: failure.text, rawStatus: failure.kind }),
    extra: { seed: story.seed, column: source.column, replay: story.replay },
  };
}
