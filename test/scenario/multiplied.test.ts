/** Files that multiply: a few kilobytes that ask for gigabytes. */
import { describe, expect, test } from 'vitest';
import { loadScenarios, type Problem } from '../../src/scenario/load.ts';

const noFiles = () => ({ problem: 'no files here' });

function firstProblemOf(text: string): Problem | undefined {
  const loaded = loadScenarios({ path: 'story.yaml', text }, noFiles);
  return 'problems' in loaded ? loaded.problems[0] : undefined;
}

const list = (count: number, item: string): string => Array.from({ length: count }, () => item).join('');

describe('{{column}}', () => {
  const tooMuchText = {
    found: 'examples that write out too much text',
    wanted: 'at most 50000000 characters in all rows together',
    hint: 'fewer rows, or shorter ones',
  };

  test('written a hundred thousand times in one text, with a long cell', () => {
    const text = `scenario: S
about: "${list(100_000, '{{a}}')}"
examples:
  - {a: "short"}
  - {a: "${'x'.repeat(10_000)}"}
`;
    expect(firstProblemOf(text)).toMatchObject({ ...tooMuchText, line: 5, path: 'examples[1]' });
  });

  test('in the title, where a row of aliases is written out', () => {
    const cells = Array.from({ length: 490 }, (_, index) => `c${index}: *long`).join(', ');
    const text = `scenario: S
about: &long "${'x'.repeat(100_000)}"
examples:
  - {${cells}, own: "${'x'.repeat(1_500_000)}"}
`;
    expect(firstProblemOf(text)).toMatchObject({ ...tooMuchText, line: 4 });
  });

  test('in ten thousand rows of a long story', () => {
    const text = `scenario: S
about: [${list(1000, 'x, ')}]
examples:
${list(10_000, '  - {a: b}\n')}`;
    expect(firstProblemOf(text)).toMatchObject({
      found: 'examples that write out too many values',
      wanted: 'at most 2000000 values in all rows together',
      line: 2000,
    });
  });

  test('after braces and very many blanks takes no time to speak of', () => {
    const text = `scenario: S
about: "${list(20, `{{${' '.repeat(100_000)}`)}"
examples: [{a: b}]
`;
    expect(firstProblemOf(text)).toMatchObject({ found: 'no time at all' });
  });
});

describe('aliases', () => {
  test('of aliases are stopped at the first alias that goes too far', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const below = Array.from({ length: 9 }, () => `*l${level}`).join(', ');
      return `l${level + 1}: &l${level + 1} [${below}]\n`;
    });
    expect(firstProblemOf(`l0: &l0 [x, y]\n${levels.join('')}`)).toMatchObject({
      found: 'aliases that write out more than 100000 values',
      wanted: 'fewer aliases',
      hint: 'an alias of aliases multiplies',
      line: 6,
    });
  });

  test('of one long text are stopped by its characters', () => {
    const text = `scenario: S
about: &long "${'x'.repeat(1_000_000)}"
tags: [${list(60, '*long, ')}]
`;
    expect(firstProblemOf(text)).toMatchObject({
      found: 'aliases that write out more than 50000000 characters',
      wanted: 'fewer aliases',
      line: 3,
    });
  });
});

describe('use', () => {
  const using = (files: readonly string[], read: (path: string) => string) => {
    const asked: string[] = [];
    const text = `scenario: S\nuse: [${files.join(', ')}]\n`;
    const loaded = loadScenarios({ path: 'story.yaml', text }, (path) => {
      asked.push(path);
      return { text: read(path) };
    });
    return { asked, problems: 'problems' in loaded ? loaded.problems : [] };
  };

  test('reads a file once that is used two hundred times', () => {
    const { asked } = using(
      Array.from({ length: 200 }, () => 'people.yaml'),
      () => 'cases: {asha: {type: mother}}\n',
    );
    expect(asked).toEqual(['people.yaml']);
  });

  test('stops at the file that makes all of them too long', () => {
    const long = `cases:\n  asha: {type: "${'x'.repeat(4_900_000)}"}\n`;
    const files = ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml', 'e.yaml'];
    expect(using(files, () => long).problems).toContainEqual(
      expect.objectContaining({
        found: 'more than 20000000 characters in the files used',
        wanted: 'smaller files, or fewer of them',
        line: 2,
        path: 'use[4]',
      }),
    );
  });
});

test('a key of a megabyte does not stand a megabyte long in the path of each problem below it', () => {
  const long = 'k'.repeat(100_000);
  const loaded = loadScenarios(
    { path: 'story.yaml', text: `scenario: S\nalerts:\n  ? ${long}\n  : {${'a: 1, b: 2, c: 3'}}\n` },
    noFiles,
  );
  const problems = 'problems' in loaded ? loaded.problems : [];
  expect(problems.length).toBeGreaterThan(2);
  for (const { path } of problems) expect(path.length).toBeLessThan(300);
});
