import { expect, test } from 'vitest';
import { githubReporter } from '../../../src/report/github/github-reporter.ts';
import { aStory, report } from '../a-story.ts';
import { broken, stopped } from '../broken-stories.ts';

/** As the runner of GitHub Actions reads a line: name, properties, message. */
function command(line: string) {
  const [, name, list = '', message = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const decoded = (text: string): string =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const properties = list.split(',').map((one) => one.split('='));
  return {
    name,
    properties: Object.fromEntries(properties.map(([key, ...value]) => [key, decoded(value.join('='))])),
    message: decoded(message),
  };
}

test('an annotation for each broken promise, on its line of the story, and none for what is kept', () => {
  const lines = report(githubReporter, [aStory(), broken, stopped]).trimEnd().split('\n');
  expect(lines.map((line) => line.split(',title=')[0])).toEqual([
    '::error file=scenarios/visits.yaml,line=32,col=5',
    '::error file=scenarios/deep.er/odd.yml,line=7,col=1',
  ]);
});

test('the runner reads title and message as they are, whatever signs they have', () => {
  const [first = ''] = report(githubReporter, [broken]).split('\n');
  const { name, properties, message } = command(first);
  expect(name).toBe('error');
  expect(properties.title).toBe(broken.title.replace('\u0007\u202e', '‹U+0007›‹U+202E›'));
  expect(message).toContain(`<a & "b"> ]]> 100%: x, y | 'q' [z] # \\`);
  expect(message.split('\n')[1]).toBe('nearest   a');
});

test('paths begin at the root of the repository', () => {
  expect(report(githubReporter, [broken], { pathPrefix: 'tests/' })).toContain(
    'file=tests/scenarios/visits.yaml,',
  );
});
