/** The report for Jenkins, GitLab and their like, as Jenkins' xUnit plugin reads JUnit's XML: a suite for each story. */
import { visible } from '../../core/render/visible.ts';
import type { Reporter } from '../reporter.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import type { Summary } from '../summary.ts';
import { type TestCase, testCasesOf } from '../test-cases.ts';

interface Suite {
  readonly story: ScenarioResult;
  readonly cases: readonly TestCase[];
}

export function junitReporter(): Reporter {
  const suites: Suite[] = [];
  return {
    begin: () => '',
    story(story) {
      suites.push({ story, cases: testCasesOf(story) });
      return '';
    },
    end: (summary) => documentOf(suites, summary),
  };
}

function documentOf(suites: readonly Suite[], { realMs }: Summary): string {
  const sums = { name: 'drysend', ...countsOf(suites.flatMap(({ cases }) => cases)), time: seconds(realMs) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', sums, suites.map(suiteText).join(''))}`;
}

function suiteText({ story, cases }: Suite): string {
  const { title, file, realMs, seed, digest, replay } = story;
  const facts = Object.entries({ seed: String(seed), digest, replay, tags: story.tags.join(', ') });
  const properties = facts.map(([name, value]) => element('property', { name, value }));
  const classname = classNameOf(story);
  return element(
    'testsuite',
    { name: title, ...countsOf(cases), skipped: '0', time: seconds(realMs), file },
    element('properties', {}, properties.join('')) + cases.map((each) => caseText(each, classname)).join(''),
  );
}

function caseText({ title, failure }: TestCase, classname: string): string {
  const attributes = { name: title, classname };
  if (!failure) return element('testcase', attributes);
  const name = failure.kind === 'stopped' ? 'error' : 'failure';
  const inside = `<${name} type="${failure.kind}" message="${escaped(failure.title)}">${escaped(failure.text)}</${name}>\n`;
  return element('testcase', attributes, inside);
}

/** A test that drysend stopped at is an error, a broken promise a failure. */
function countsOf(cases: readonly TestCase[]) {
  const errors = cases.filter(({ failure }) => failure?.kind === 'stopped').length;
  const failures = cases.filter(({ failure }) => failure).length - errors;
  return { tests: String(cases.length), failures: String(failures), errors: String(errors) };
}

/** A package for the file and a class for the story: `scenarios.visits.Visit reminders`, cut at dots by those that read it. */
function classNameOf({ file, title }: ScenarioResult): string {
  const folders = file.replace(/\.(ya?ml|json)$/i, '').split(/[\\/]+/);
  const names = folders.filter((name) => name !== '' && !/^\.+$/.test(name));
  return [...names, title].map((name) => name.replaceAll('.', ' ').trim()).join('.');
}

/** Digits and a point, without groups of thousands. */
const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function element(name: string, attributes: Readonly<Record<string, string>>, inside = ''): string {
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const start = `<${name}${words.join('')}`;
  return inside === '' ? `${start}/>\n` : `${start}>\n${inside}</${name}>\n`;
}

/** XML has no way at all to write a control character, so these are shown by their code points. */
const escaped = (text: string): string =>
  visible(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
