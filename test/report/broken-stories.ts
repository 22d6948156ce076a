import type { ScenarioResult } from '../../src/report/scenario-result.ts';
import { aStory } from './a-story.ts';

/** Characters that mean something to one format or another: XML, GitHub's and TeamCity's commands, TAP, terminals. */
export const AWKWARD = `<a & "b"> ]]> 100%: x, y | 'q' [z] # \\ \u0007\u202e जाँच 😀`;

const source = { file: 'scenarios/visits.yaml', line: 32, column: 5 };
const kept = { kind: 'expectation', title: 'sms to asha', source } as const;
const held = { kind: 'invariant', title: 'no duplicates' } as const;
const failure = {
  kind: 'expectation',
  title: AWKWARD,
  lines: [{ label: 'nearest   ', text: `a\r\nb ${AWKWARD}` }, { text: 'in all' }],
  where: 'scenarios/visits.yaml:32:5',
} as const;

/** One promise kept twice, one broken in awkward words, two invariants. */
export const broken: ScenarioResult = aStory({
  title: `Visits. ${AWKWARD}`,
  tags: ['dst', 'slow'],
  outcome: 'broken',
  keptCount: 4,
  promises: [kept, kept, { kind: 'expectation', title: AWKWARD, source, failure }, held, held],
  failures: [failure],
});

/** drysend itself failed on it. */
export const stopped: ScenarioResult = aStory({
  title: 'Stopped',
  outcome: 'stopped',
  file: 'scenarios/deep.er/odd.yml',
  line: 7,
  keptCount: 0,
  failures: [{ kind: 'stopped', title: 'could not be rehearsed', lines: [{ text: 'no such zone' }] }],
});
