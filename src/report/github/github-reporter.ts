/** Annotations of GitHub Actions: each broken promise on its line of the story, in the changes of a pull request. */
import { visible } from '../../core/render/visible.ts';
import type { Look, Reporter } from '../reporter.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import { type TestCase, testCasesOf } from '../test-cases.ts';

/** They come last, so that they can stand on the screen below a report for people. */
export function githubReporter({ pathPrefix = '' }: Look): Reporter {
  const lines: string[] = [];
  return {
    begin: () => '',
    story(story) {
      const broken = testCasesOf(story).filter(({ failure }) => failure);
      lines.push(...broken.map((each) => annotation(each, story, pathPrefix)));
      return '';
    },
    end: () => lines.join(''),
  };
}

function annotation({ source, failure }: TestCase, { title }: ScenarioResult, pathPrefix: string): string {
  const { file, line, column } = source;
  const properties = { file: pathPrefix + file, line: String(line), col: String(column), title };
  const words = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::error ${words.join(',')}::${data(failure?.text ?? '')}\n`;
}

/** One line: the runner decodes these, and nothing else. */
const data = (text: string): string =>
  visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** A colon or a comma would end the value. */
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
