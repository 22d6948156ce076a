import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectShape } from '../../src/scenario/project-shape.ts';
import { scenarioShape } from '../../src/scenario/scenario-shape.ts';
import { verbFields } from '../../src/scenario/timeline-shape.ts';
import { problemsOf, tellings } from './load-one.ts';

const page = readFileSync('docs/scenarios.md', 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);

test.each(examples)('an example of docs/scenarios.md loads: %s', (text) => {
  expect(tellings(problemsOf(text))).toEqual([]);
});

test.each([
  ['top level', scenarioShape.fields],
  ['project', projectShape.fields],
  ['timeline', verbFields],
])('docs/scenarios.md names every key of %s', (_part, fields) => {
  expect(Object.keys(fields).filter((name) => !page.includes(`\`${name}`))).toEqual([]);
});
