import { expect, test } from 'vitest';
import type { Importer } from '../../src/imports/importer.ts';
import { casesMax } from '../../src/scenario/imports.ts';
import { loadScenarios } from '../../src/scenario/load.ts';

/** Reads the first example as one case, and the second as so many that both together pass the limit. */
const manyCases: Importer = ({ project, type }) => {
  const one = { key: 'asha', caseId: 'asha', project, type: 'w', name: 'Asha', properties: new Map() };
  const seed = { ...one, parents: [], closed: false };
  return { cases: type === 't1' ? [seed] : Array(casesMax).fill(seed), notices: [], problems: [] };
};

test('imports of all example rows together have a limit, told where it is met', () => {
  const text = `scenario: S
import: [{file: women.csv, type: "{{type}}"}]
starts: 2026-03-02 10:00
examples:
  - {type: t1}
  - {type: t2}
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
    found: 'more than 10000000 imported cases',
    wanted: 'at most 10000000 in all scenarios of a file',
    hint: 'fewer imports, or fewer rows of examples',
  });
});
