import { expect, test } from 'vitest';
import { aProject } from './a-project.ts';

test('the test that drysend init writes passes', () => {
  const project = aProject([], ['vitest', 'vite', 'typescript', '@types/node']);
  const begun = project.run('drysend:drysend', ['init', '--yes', '.']);
  expect(begun.status, begun.stderr).toBe(0);
  const { status, stdout, stderr } = project.run('vitest:vitest', ['run']);
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/Tests +1 passed/);
  project.remove();
});
