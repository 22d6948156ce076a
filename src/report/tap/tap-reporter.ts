/** The Test Anything Protocol, version 14: a subtest for each story, a test point for each promise. */
import { visibleJson, visibleLine } from '../../core/render/visible.ts';
import type { Reporter } from '../reporter.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import type { Summary } from '../summary.ts';
import { type TestCase, testCasesOf } from '../test-cases.ts';

const INDENT = '    ';

export function tapReporter(): Reporter {
  let count = 0;
  return {
    begin: () => 'TAP version 14\n',
    story(story) {
      count += 1;
      return storyText(story, count);
    },
    end: (summary) => `1..${count}\n${remarks(summary)}`,
  };
}

function storyText(story: ScenarioResult, ordinal: number): string {
  const cases = testCasesOf(story);
  const points = cases.flatMap((each, index) => [
    `${result(!each.failure)} ${index + 1} - ${description(each.title)}`,
    ...diagnosis(each),
  ]);
  const subtest = [`# Subtest: ${visibleLine(story.title)}`, ...points, `1..${cases.length}`];
  return [
    ...subtest.map((line, index) => (index === 0 ? line : INDENT + line)),
    `${result(story.failures.length === 0)} ${ordinal} - ${description(story.title)}`,
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const result = (isKept: boolean): string => (isKept ? 'ok' : 'not ok');

/** A `#` would begin a directive such as TODO. */
const description = (title: string): string => visibleLine(title).replace(/[\\#]/g, '\\$&');

/** A YAML block of JSON texts, which no text can break out of. */
function diagnosis({ source, failure }: TestCase): string[] {
  if (!failure) return [];
  const { file, line, column } = source;
  const lines = failure.text.split('\n').map((text) => `  - ${quoted(text)}`);
  const block = [
    ...['---', `message: ${quoted(failure.title)}`, `kind: ${failure.kind}`],
    ...['at:', `  file: ${quoted(file)}`, `  line: ${line}`, `  column: ${column}`],
    ...['evidence:', ...lines, '...'],
  ];
  return block.map((text) => `  ${text}`);
}

const quoted = (text: string): string => visibleJson(JSON.stringify(text));

const remarks = ({ notRun, digest }: Summary): string =>
  `${notRun > 0 ? `# ${notRun} not run\n` : ''}# digest ${digest}\n`;
