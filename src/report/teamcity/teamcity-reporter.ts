/** Service messages of TeamCity, which IDEs of JetBrains read too: a suite for each story, a test for each promise. */
import type { Reporter } from '../reporter.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import { testCasesOf } from '../test-cases.ts';

export function teamcityReporter(): Reporter {
  return { begin: () => '', story: suiteText, end: () => '' };
}

function suiteText(story: ScenarioResult): string {
  const cases = testCasesOf(story).flatMap(({ title: name, source, failure }, index) => [
    message('testStarted', { name, locationHint: `file://${source.file}:${source.line}` }),
    ...(failure ? [message('testFailed', { name, message: failure.title, details: failure.text })] : []),
    message('testFinished', { name, duration: String(index === 0 ? Math.round(story.realMs) : 0) }),
  ]);
  const suite = { name: `${story.file}: ${story.title}` };
  return [message('testSuiteStarted', suite), ...cases, message('testSuiteFinished', suite)].join('');
}

function message(name: string, values: Readonly<Record<string, string>>): string {
  const words = Object.entries(values).map(([key, value]) => ` ${key}='${escaped(value)}'`);
  return `##teamcity[${name}${words.join('')}]\n`;
}

/** The bar is the escape character; beyond ASCII each UTF-16 unit stands by its number. */
const escaped = (text: string): string =>
  text
    .replace(/['|[\]]/g, '|$&')
    .replaceAll('\n', '|n')
    .replaceAll('\r', '|r')
    .replace(/[^\x20-\x7e]/g, (unit) => `|0x${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
