import { expect, test } from 'vitest';
import { importCases } from '../../src/imports/import-cases.ts';
import { loadScenarios } from '../../src/scenario/load.ts';

const women = `caseid,name\n${Array.from({ length: 1000 }, (_, index) => `${index},Asha ${index}\n`).join('')}`;

test('imports of all example rows together have a limit, told where it is met', () => {
  const rows = Array.from({ length: 450 }, (_, index) => `  - {type: t${index}}\n`).join('');
  const text = `scenario: S
import: [{file: women.csv, type: "{{type}}", register_at: 2026-03-02 10:00}]
examples:
${rows}`;
  const loaded = loadScenarios({ path: 'story.yaml', text }, () => ({ text: women }), { importCases });
  expect('problems' in loaded && loaded.problems).toEqual([
    {
      file: 'story.yaml',
      line: 2,
      column: 17,
      endColumn: 26,
      path: 'import[0].file',
      found: 'more than 400000 imported cases',
      wanted: 'at most 400000 in all scenarios of a file',
      hint: 'fewer imports, or fewer rows of examples',
    },
  ]);
});
