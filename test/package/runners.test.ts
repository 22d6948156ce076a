import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aProject, type Project } from './a-project.ts';

const fixtures = join(import.meta.dirname, '../fixtures/consumer/suites');
const fixture = (name: string): string => readFileSync(join(fixtures, `${name}.txt`), 'utf8');

let project: Project;
/** What `drysend run` prints of the story that breaks its promise, from its title on. */
let printed: string;

beforeAll(() => {
  project = aProject([], ['vitest', 'vite', 'jest', 'typescript', '@types/node', 'msw']);
  const story = fixture('story.yaml');
  project.write('stories/kept.yaml', story);
  project.write(
    'stories/deeper/broken.yaml',
    story.replace('A visit', 'A broken visit').replace('"Hello Asha"', 'Bye'),
  );
  project.write('stories/notes.yaml', 'no: story\n');
  project.write('vitest/visits.test.ts', fixture('vitest.test.ts'));
  project.write('jest/visits.test.js', fixture('jest.test.js'));
  project.write('jest/package.json', '{ "type": "commonjs" }');
  project.write('node/visits.test.mjs', fixture('node.test.mjs'));
  project.write('types/visits.test-d.ts', fixture('types.test-d.ts'));
  const { status, stdout } = project.run('drysend:drysend', ['run', 'stories']);
  expect(status).toBe(4);
  printed = stdout.slice(stdout.indexOf('\nA broken visit\n') + 1, stdout.indexOf('\n  again')).trimEnd();
  expect(printed).toMatch(/^A broken visit\n {2}✗ sms to asha/);
});
afterAll(() => project.remove());

/** As long as they are one text, however a runner indents it. */
const unindented = (text: string): string => text.replaceAll(/^[ \t|❯]+/gm, '').replaceAll(/\s+/g, ' ');

test('Vitest passes and fails as it should, with the text of drysend run', () => {
  const { status, stdout, stderr } = project.run('vitest:vitest', [
    'run',
    '--dir',
    'vitest',
    '--reporter',
    'tap-flat',
  ]);
  expect(status, stdout + stderr).toBe(1);
  const tests = [...stdout.matchAll(/^(ok|not ok) \d+ - (.*?)(?: # time=.*)?$/gm)].map(
    ([, word, name]) => `${word} ${name}`,
  );
  expect(tests).toEqual([
    'not ok vitest/visits.test.ts > stories/deeper/broken.yaml > A broken visit',
    'ok vitest/visits.test.ts > stories/kept.yaml > A visit',
    'ok vitest/visits.test.ts > a run passes',
    'not ok vitest/visits.test.ts > a run fails',
  ]);
  const { stderr: told } = project.run('vitest:vitest', ['run', '--dir', 'vitest']);
  expect(unindented(told)).toContain(unindented(printed));
  expect(unindented(told)).toContain('✗ sms to asha saying "Goodbye" nearest');
});

test('Vitest, watching, runs stories again when one of them changes', async () => {
  project.write(
    'watch/vitest.config.mjs',
    `import { scenarioWatch } from 'drysend/testing/vitest-plugin';
     export default { plugins: [scenarioWatch()], test: { include: ['*.test.js'] } };`,
  );
  project.write(
    'watch/all.test.js',
    `import { describeScenarios } from 'drysend/testing/vitest'; describeScenarios('../stories/kept.yaml');`,
  );
  project.write('watch/other.test.js', `import { test } from 'vitest'; test('another', () => {});`);
  const watching = project.start('vitest:vitest', ['--watch', '--reporter', 'verbose'], 'watch');
  try {
    await watching.says('Waiting for file changes');
    project.write('stories/kept.yaml', fixture('story.yaml').replace('A visit', 'A visit, changed'));
    await watching.says('A visit, changed');
    const again = watching.output().slice(watching.output().indexOf('RERUN'));
    expect(again).toContain('stories/kept.yaml');
    expect(again).not.toContain('another');
  } finally {
    await watching.end();
    project.write('stories/kept.yaml', fixture('story.yaml'));
  }
});

test('Jest requires it: passes and fails as it should, with the text of drysend run', () => {
  const { status, stderr } = project.run('jest:jest', ['--rootDir', 'jest', '--verbose', '--ci']);
  expect(status, stderr).toBe(1);
  const tests = [...stderr.matchAll(/^ +(✓|✕) (.*?)(?: \(\d+ ms\))?$/gm)].map(
    ([, word, name]) => `${word} ${name}`,
  );
  expect(tests).toEqual([
    '✕ stories/deeper/broken.yaml: A broken visit',
    '✓ stories/kept.yaml: A visit',
    '✓ a run passes',
    '✕ a run fails',
    '✓ gateways are opened',
  ]);
  expect(unindented(stderr)).toContain(unindented(printed));
});

test('node:test passes and fails as it should, with the text of drysend run', () => {
  const { status, stdout } = project.run('node/visits.test.mjs', []);
  expect(status).toBe(1);
  expect(
    [...stdout.matchAll(/^(ok|not ok) \d+ - (.*)$/gm)].map(([, word, name]) => `${word} ${name}`),
  ).toEqual([
    'not ok stories/deeper/broken.yaml: A broken visit',
    'ok stories/kept.yaml: A visit',
    'ok a run passes',
  ]);
  expect(unindented(stdout)).toContain(unindented(printed));
});

test('one import types the matchers, on runs and on gateways', () => {
  const text = fixture('types.test-d.ts');
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'node16',
    '--target',
    'es2022',
    '--skipLibCheck',
    '--ignoreConfig',
  ];
  const { stdout } = project.run('typescript:tsc', [
    ...options,
    '--types',
    'node',
    '--pretty',
    'false',
    'types/visits.test-d.ts',
  ]);
  const found = [...stdout.matchAll(/^types\/visits\.test-d\.ts\((\d+),\d+\): error (TS\d+): (.*)$/gm)];
  const intended = [...text.matchAll(/^\/\/ wrong: (TS\d+) (.*)$/gm)];
  expect(
    found.map(([, line, code]) => `${line} ${code}`),
    stdout,
  ).toEqual(
    intended.map(
      ({ 0: whole, 1: code, index }) =>
        `${text.slice(0, index + whole.length + 1).split('\n').length} ${code}`,
    ),
  );
  for (const [, , words = ''] of intended) expect(stdout).toContain(words);
});
