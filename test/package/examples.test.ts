import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { aProject, type Project } from './a-project.ts';

const examples = join(import.meta.dirname, '../../docs/examples');
const textOf = (path: string): string => readFileSync(join(examples, path), 'utf8');

let project: Project;
beforeAll(() => {
  project = aProject([], ['vitest', 'vite', 'jest', 'twilio', 'typescript', '@types/node']);
  cpSync(examples, project.folder, { recursive: true });
});
afterAll(() => project.remove());

test('the example of Vitest passes, and compiles', () => {
  const { status, stdout, stderr } = project.run('vitest:vitest', ['run'], 'vitest');
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/Tests +6 passed \(6\)/);
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck'];
  const files = ['--ignoreConfig', '--types', 'node', 'reminders.test.ts', 'vitest.config.ts'];
  expect(project.run('typescript:tsc', [...options, ...files], 'vitest')).toMatchObject({
    status: 0,
    stdout: '',
  });
});

test('the example of Jest passes, with Twilio’s SDK against a fake Twilio', () => {
  const { status, stderr } = project.run('jest:jest', ['--ci'], 'jest');
  expect(status, stderr).toBe(0);
  expect(stderr).toMatch(/Tests: +4 passed, 4 total/);
});

test('the example of node --test passes', () => {
  for (const [file, passed] of [
    ['reminders.test.js', 2],
    ['gateway.test.js', 1],
  ] as const) {
    const { status, stdout } = project.run(file, [], 'node-test');
    expect(status, stdout).toBe(0);
    expect(stdout).toContain(`# pass ${passed}\n# fail 0`);
  }
});

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

test('the commands of the workflow for GitHub Actions pass, and leave the reports that it keeps', () => {
  const { jobs } = parse(textOf('github-actions/drysend.yml')) as Workflow;
  const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  expectCommandsPass(commands);
});

test('the commands of the Jenkinsfile pass, and leave the reports that it keeps', () => {
  const commands = [...textOf('jenkins/Jenkinsfile').matchAll(/^\s*sh '(.*)'$/gm)].map(
    ([, command]) => command!,
  );
  expectCommandsPass(commands);
});

/** Run where the scenarios are; installing is what this project has done. */
function expectCommandsPass(commands: readonly string[]): void {
  expect(commands[0]).toBe('npm ci');
  expect(commands.length).toBeGreaterThan(2);
  const cwd = join(project.folder, 'vitest');
  const PATH = `${join(project.folder, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;
  for (const command of commands.slice(1)) {
    const { status, stdout, stderr } = spawnSync(command.replace('npx ', ''), {
      ...{ cwd, shell: true, encoding: 'utf8', env: { ...process.env, PATH } },
    });
    expect(status, stdout + stderr).toBe(0);
  }
  for (const kept of ['junit.xml', 'rehearsal.html']) expect(existsSync(join(cwd, kept))).toBe(true);
}

test('the examples ask for this version, pinned, and tell the same story', () => {
  for (const name of ['vitest', 'jest', 'node-test']) {
    const { devDependencies } = JSON.parse(textOf(`${name}/package.json`)) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    expect(devDependencies.drysend).toBe(manifest.version);
    expect(textOf(`${name}/scenarios/visit.yaml`)).toBe(textOf('vitest/scenarios/visit.yaml'));
  }
});
