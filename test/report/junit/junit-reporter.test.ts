import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { junitReporter } from '../../../src/report/junit/junit-reporter.ts';
import { readXml } from '../../helpers/xml.ts';
import { aStory, report } from '../a-story.ts';
import { broken, stopped } from '../broken-stories.ts';

const schema = readFileSync(join(import.meta.dirname, '../../fixtures/junit-10.xsd'), 'utf8');
const stories = [aStory({ realMs: 1_234_567.8 }), broken, stopped];

async function problemsOf(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml, schema });
  return errors.map(({ message }) => message);
}

test('is valid by the schema of Jenkins, with any characters, and with no story at all', async () => {
  expect(await problemsOf(report(junitReporter, stories))).toEqual([]);
  expect(await problemsOf(report(junitReporter, []))).toEqual([]);
});

test('the schema refuses what Jenkins would', async () => {
  const text = report(junitReporter, stories);
  expect(await problemsOf(text.replace(' errors="0"', ''))).not.toEqual([]);
  expect(await problemsOf(text.replace('time="1234.568"', 'time="1.2e3"'))).not.toEqual([]);
  expect(await problemsOf(text.replaceAll('failure', 'defect'))).not.toEqual([]);
});

test('a suite for each story, with its file, seed and how to run it again; a case for each promise', () => {
  const root = readXml(report(junitReporter, stories));
  expect(root).toMatchObject({ name: 'testsuites', attributes: { tests: '5', failures: '1', errors: '1' } });
  const [, visits, odd] = root.children;
  expect(visits).toMatchObject({
    attributes: { name: broken.title.replace('\u0007\u202e', '‹U+0007›‹U+202E›'), tests: '4', failures: '1' },
  });
  expect(visits?.children[0]?.children.map(({ attributes }) => attributes.name)).toEqual([
    'seed',
    'digest',
    'replay',
    'tags',
  ]);
  expect(odd?.children[1]).toMatchObject({
    attributes: { name: 'could not be rehearsed', classname: 'scenarios.deep er.odd.Stopped' },
    children: [{ name: 'error', attributes: { type: 'stopped' } }],
  });
});

test('a failure has its whole text, with hidden characters made visible', () => {
  const [, visits] = readXml(report(junitReporter, stories)).children;
  const failure = visits?.children[3]?.children[0];
  expect(failure?.attributes.message).toBe(`<a & "b"> ]]> 100%: x, y | 'q' [z] # \\ ‹U+0007›‹U+202E› जाँच 😀`);
  expect(failure?.text).toContain('nearest   a\nb <a & "b">');
  expect(failure?.text).toContain('scenarios/visits.yaml:32:5\nagain     drysend run');
});
