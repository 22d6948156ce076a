import { describe, expect, test } from 'vitest';
import { describeProblems } from '../../src/scenario/describe.ts';
import { loadScenarios, type Problem } from '../../src/scenario/load.ts';
import type { Node } from '../../src/scenario/node.ts';
import { ParseContext } from '../../src/scenario/parse-context.ts';

const noFiles = () => ({ problem: 'no files here' });

function problemsOf(text: string): readonly Problem[] {
  const loaded = loadScenarios({ path: 'story.yaml', text }, noFiles);
  return 'problems' in loaded ? loaded.problems : [];
}

/** As many cases as registrations, each with a letter missing. */
function misspelled(count: number): string {
  const each = (line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index));
  return `scenario: A slip of the pen in every line
cases:
${each((index) => `  mother-${index}: {type: mother}`).join('\n')}
timeline:
  - at: 2026-01-01 08:00
    register:
${each((index) => `      - mothr-${index}`).join('\n')}
`;
}

describe('a file of thousands of problems', () => {
  const text = misspelled(3000);
  const problems = problemsOf(text);

  test('tells the first two hundred with their hints', () => {
    expect(problems.slice(0, 200).map(({ found }) => found)).toEqual(
      Array.from({ length: 200 }, (_, index) => `"mothr-${index}"`),
    );
    expect(problems[199]).toMatchObject({ hint: 'did you mean "mother-199"?' });
  });

  test('tells how many more there are, and from where on', () => {
    expect(problems).toHaveLength(201);
    expect(problems[200]).toMatchObject({
      line: 3206,
      found: '2800 more problems',
      wanted: 'those above mended first: 200 are shown one by one',
      count: 2800,
    });
    expect(describeProblems(problems, new Map([['story.yaml', text]]))).toMatch(/\n3,000 problems$/);
  });

  test('asks for no hint that is not told', () => {
    let asked = 0;
    const context = new ParseContext();
    const origin = { file: 'story.yaml', lineAt: (offset: number) => ({ line: 1, column: offset + 1 }) };
    for (let start = 0; start < 500; start += 1) {
      const node: Node = {
        kind: 'text',
        text: 'x',
        place: { origin, start, end: start + 1 },
        path: undefined,
      };
      context.problem(node, 'x', 'y', () => {
        asked += 1;
        return undefined;
      });
    }
    expect(asked).toBe(200);
    expect(context.problemCount).toBe(500);
  });
});

test('two hundred problems are told without a count', () => {
  const problems = problemsOf(misspelled(200));
  expect(problems).toHaveLength(200);
  expect(problems.filter(({ count }) => count !== undefined)).toEqual([]);
});

test('problems of the text itself are counted in the same way', () => {
  const problems = problemsOf(Array.from({ length: 1001 }, () => 'a: 1\n').join(''));
  expect(problems).toHaveLength(201);
  expect(problems.at(-1)).toMatchObject({ line: 202, found: '800 more problems' });
});

test('when enough problems are told, the other documents are not read, and that is said', () => {
  const problems = problemsOf(Array.from({ length: 3 }, () => misspelled(250)).join('---\n'));
  expect(problems.at(-1)).toMatchObject({
    found: '50 more problems, and rows or documents that were not read',
    count: 50,
  });
});
