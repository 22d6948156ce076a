import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadScenarios } from '../../src/scenario/load.ts';

/** The stories that ship, apart from those that bring cases in from files. */
const stories = readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml') && !path.startsWith('imports'))
  .map((path) => join('scenarios', path).replaceAll('\\', '/'))
  .sort();

test('there are stories', () => expect(stories.length).toBeGreaterThanOrEqual(24));

test.each(stories)('%s loads', (path) => {
  const loaded = loadScenarios({ path, text: readFileSync(path, 'utf8') }, (file) => ({
    text: readFileSync(file, 'utf8'),
  }));
  expect(loaded).not.toHaveProperty('problems');
});

test.each(stories)('%s tells editors where its schema is', (path) => {
  const [first] = readFileSync(path, 'utf8').split('\n');
  expect(first).toMatch(/^# yaml-language-server: \$schema=(\.\.\/)+docs\/drysend\.schema\.json$/);
});
