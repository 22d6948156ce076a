import { expect, test } from 'vitest';
import { teamcityReporter } from '../../../src/report/teamcity/teamcity-reporter.ts';
import { report } from '../a-story.ts';
import { AWKWARD, broken, stopped } from '../broken-stories.ts';

/** As TeamCity reads a line: the name of the message, and its attributes. */
function message(line: string) {
  const [, name = '', list = ''] = /^##teamcity\[(\w+)((?: \w+='(?:[^'|\n[\]]|\|.)*')*)\]$/.exec(line) ?? [];
  const values = [...list.matchAll(/ (\w+)='((?:[^'|]|\|.)*)'/g)].map(([, key = '', value = '']) => [
    key,
    value.replace(/\|(0x([0-9a-f]{4})|.)/g, (_, sign: string, code?: string) =>
      code
        ? String.fromCharCode(Number.parseInt(code, 16))
        : sign === 'n'
          ? '\n'
          : sign === 'r'
            ? '\r'
            : sign,
    ),
  ]);
  return [name, Object.fromEntries(values)] as const;
}

const messages = report(teamcityReporter, [broken, stopped]).trimEnd().split('\n').map(message);

test('a suite for each story, in which each promise starts and finishes', () => {
  expect(messages.map(([name]) => name)).toEqual([
    'testSuiteStarted',
    ...['testStarted', 'testFinished', 'testStarted', 'testFinished'],
    ...['testStarted', 'testFailed', 'testFinished', 'testStarted', 'testFinished'],
    'testSuiteFinished',
    ...['testSuiteStarted', 'testStarted', 'testFailed', 'testFinished', 'testSuiteFinished'],
  ]);
});

test('every sign comes back as it was, and the line itself is ASCII', () => {
  const failed = messages.find(([name]) => name === 'testFailed')?.[1];
  expect(failed).toMatchObject({ name: AWKWARD, message: AWKWARD });
  expect(failed?.details).toContain(`nearest   a\r\nb ${AWKWARD}`);
  expect(report(teamcityReporter, [broken])).toMatch(/^[\n\x20-\x7e]*$/);
});

test('a test leads to its line of the story', () => {
  expect(messages[1]?.[1].locationHint).toBe('file://scenarios/visits.yaml:32');
});
