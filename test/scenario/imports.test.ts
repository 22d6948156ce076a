import { expect, test } from 'vitest';
import type { Importer } from '../../src/imports/importer.ts';
import { loadScenarios } from '../../src/scenario/load.ts';

/** Reads every file as so many cases that are one and the same, so that a limit is met without making the rows. */
const manyCases: Importer = ({ project }) => {
  const one = { key: 'asha', caseId: 'asha', project, type: 'w', name: 'Asha', properties: new Map() };
  const seed = { ...one, parents: [], closed: false };
  return { cases: Array.from({ length: 300_000 }, () => seed), notices: [], problems: [] };
};

test('imports of all example rows together have a limit, told where it is met', () => {
  const text = `scenario: S
import: [{file: women.csv, type: "{{type}}"}]
starts: 2026-03-02 10:00
examples:
  - {type: t1}
  - {type: t2}
  - {type: t3}
  - {type: t4}
`;
  const loaded = loadScenarios({ path: 'story.yaml', text }, () => ({ text: '' }), {
    importCases: manyCases,
  });
  expect('problems' in loaded && loaded.problems).toContainEqual({
    file: 'story.yaml',
    line: 2,
    column: 17,
    endColumn: 26,
    path: 'import[0].file',
    found: 'more than 1000000 imported cases',
    wanted: 'at most 1000000 in all scenarios of a file',
    hint: 'fewer imports, or fewer rows of examples',
  });
});
