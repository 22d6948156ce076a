import { expect, test } from 'vitest';
import { testCasesOf } from '../../src/report/test-cases.ts';
import { aStory } from './a-story.ts';
import { broken, stopped } from './broken-stories.ts';

test('a case for each promise in order, those of one title told apart, and one for all invariants that held', () => {
  const cases = testCasesOf(broken);
  expect(cases.map(({ title }) => title)).toEqual([
    'sms to asha',
    'sms to asha (2)',
    broken.failures[0]!.title,
    '2 invariants held',
  ]);
  expect(cases.map(({ failure }) => failure !== undefined)).toEqual([false, false, true, false]);
});

test('a failure has its whole text: title, evidence, place, and the command that shows it again', () => {
  const [, , bad] = testCasesOf(broken);
  const { title, where } = broken.failures[0]!;
  expect(bad?.failure?.text.startsWith(`${title}\nnearest   a`)).toBe(true);
  expect(bad?.failure?.text).toContain(`in all\n${where}\nagain     drysend run scenarios/visits.yaml`);
});

test('what is no promise and went wrong is a case at the beginning of its story', () => {
  expect(testCasesOf(stopped)).toMatchObject([
    {
      title: 'could not be rehearsed',
      source: { file: 'scenarios/deep.er/odd.yml', line: 7, column: 1 },
      failure: { kind: 'stopped' },
    },
  ]);
});

test('a broken invariant is a case of its own', () => {
  const failure = { kind: 'invariant', title: 'no duplicates: twice', lines: [] } as const;
  const story = aStory({
    promises: [
      { kind: 'invariant', title: 'a' },
      { kind: 'invariant', title: failure.title, failure },
    ],
    failures: [failure],
  });
  expect(testCasesOf(story).map(({ title }) => title)).toEqual([failure.title, '1 invariant held']);
});
