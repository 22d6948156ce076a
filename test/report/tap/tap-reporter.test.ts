import { Parser } from 'tap-parser';
import { expect, test } from 'vitest';
import { tapReporter } from '../../../src/report/tap/tap-reporter.ts';
import { aStory, report } from '../a-story.ts';
import { AWKWARD, broken, stopped } from '../broken-stories.ts';

function parsed(stories: Parameters<typeof report>[1]) {
  const text = report(tapReporter, stories);
  const children: Parser[] = [];
  const strange: unknown[] = [];
  const parser = new Parser({ strict: true });
  parser.on('child', (child: Parser) => {
    children.push(child);
    child.on('extra', (line) => strange.push(line));
  });
  parser.on('extra', (line) => strange.push(line));
  parser.end(text);
  return { text, parser, children, strange };
}

test('a test point for each story, a subtest with one for each promise, and nothing that a parser does not know', () => {
  const { text, parser, children, strange } = parsed([
    aStory({ promises: broken.promises.slice(0, 1) }),
    broken,
    stopped,
  ]);
  expect(text.startsWith('TAP version 14\n')).toBe(true);
  expect(strange).toEqual([]);
  expect(parser.results).toMatchObject({ ok: false, count: 3, pass: 1, fail: 2, plan: { start: 1, end: 3 } });
  expect(children.map(({ results }) => [results?.count, results?.fail])).toEqual([
    [1, 0],
    [4, 1],
    [1, 1],
  ]);
});

test('titles are whole, and a # in them is no directive', () => {
  const { parser, children } = parsed([broken]);
  const [point] = children[0]?.failures ?? [];
  expect(point).toMatchObject({ name: AWKWARD.replace('\u0007\u202e', '‹U+0007›‹U+202E›') });
  expect(parser.results?.todo).toBe(0);
});

test('a failure carries its place and its whole text as YAML', () => {
  const [point] = parsed([broken]).children[0]?.failures ?? [];
  expect(point?.diag).toMatchObject({
    message: AWKWARD,
    kind: 'expectation',
    at: { file: 'scenarios/visits.yaml', line: 32, column: 5 },
    evidence: expect.arrayContaining(['in all', 'scenarios/visits.yaml:32:5']),
  });
});

test('no story at all is a plan of none', () => {
  expect(parsed([]).parser.results).toMatchObject({ ok: true, count: 0 });
});
