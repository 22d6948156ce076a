import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { BrokenPromises, scenarioTests } from '../../src/testing/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'drysend-'));
afterAll(() => rmSync(folder, { recursive: true }));
const story = (title: string, more = '') =>
  `scenario: ${title}\ntags: slow\nstarts: "2026-03-09 08:00"\nends: "2026-03-10 08:00"\ncases: { a: { type: x, name: A } }\n${more}`;
const files = {
  'a.yaml': story('A'),
  'b/two.yml': `${story('B')}---\n${story('C', 'expect: [sms to a]\n')}`,
  'b/deep/d.json': '{"scenario":"D","starts":"2026-03-09 08:00","ends":"2026-03-10 08:00"}',
  'b/other.yaml': 'services: {}\n',
  'b/wrong.yaml': 'scenario: wrong\nalertz: {}\n',
  'node_modules/x.yaml': story('never'),
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
const titlesAt = (...patterns: string[]) =>
  scenarioTests(patterns.map((pattern) => `${folder}/${pattern}`)).map(({ title }) =>
    title.replace(`${folder}/`, ''),
  );

test.each([
  ['**', ['A', 'D', 'B', 'C', 'b/wrong.yaml can be read']],
  ['', ['A', 'D', 'B', 'C', 'b/wrong.yaml can be read']],
  ['*', ['A']],
  ['*.yaml', ['A']],
  ['b/**/*.json', ['D']],
  ['**/t?o.yml', ['B', 'C']],
  ['a.yaml', ['A']],
])('stories at %s', (pattern, titles) => {
  expect(titlesAt(pattern)).toEqual(titles);
});

test('a file that two patterns name is there once', () => {
  expect(titlesAt('a.yaml', '*')).toEqual(['A']);
});

test('no story is an error that says from where it was looked for', () => {
  expect(() => titlesAt('none/**')).toThrow(/no scenario is at .*none\/\*\*, seen from/);
  expect(() => titlesAt('b/other.yaml')).not.toThrow();
});

test('a check gives the run, or throws what broke; an unsound file throws its problems', () => {
  const [a, b, c, wrong] = ['a.yaml', 'b/two.yml', 'b/wrong.yaml'].flatMap((name) =>
    scenarioTests(`${folder}/${name}`),
  );
  expect(a).toMatchObject({ file: `${folder}/a.yaml`, tags: ['slow'] });
  expect(a?.check().ok).toBe(true);
  expect(b?.check().sent()).toEqual([]);
  expect(c?.check).toThrow(BrokenPromises);
  expect(c?.check).toThrow('✗ sms to a');
  expect(wrong?.check).toThrow('did you mean "alerts"?');
});
