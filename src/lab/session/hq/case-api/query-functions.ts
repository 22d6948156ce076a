/** Functions of HQ's search language that its page documents, and why others are refused. */
import type { CallProblem } from '../../../../xform/expression-parser.ts';

/** How many arguments each takes. */
const functions: ReadonlyMap<string, number> = new Map([
  ...(['today', 'match-all', 'match-none'] as const).map((name) => [name, 0] as const),
  ...(['date', 'not'] as const).map((name) => [name, 1] as const),
  ...(['starts-with', 'selected', 'selected-any', 'selected-all'] as const).map((name) => [name, 2] as const),
  ...(['ancestor-exists', 'subcase-exists', 'subcase-count'] as const).map((name) => [name, 2] as const),
]);

const names = [...functions.keys()].map((name) => `${name}()`).join(', ');

/** Documented, and left out, with what to write instead. */
const leftOut: ReadonlyMap<string, string> = new Map([
  ['fuzzy-match', 'Elasticsearch decides what is near: write =, or starts-with()'],
  ['phonetic-match', 'Elasticsearch decides what sounds alike: write =, or starts-with()'],
  ['within-distance', 'a session has no map: leave it out, or compare a property such as the district'],
]);

export const queryCallProblem: CallProblem = (name, count) => {
  const instead = leftOut.get(name);
  if (instead !== undefined)
    return { found: `${name}(), which the lab does not answer`, wanted: 'a query without it', hint: instead };
  const args = functions.get(name);
  if (args === undefined) return { found: `the function ${name}()`, wanted: `one of ${names}` };
  if (args === count) return undefined;
  return { found: `${name}() with ${count} arguments`, wanted: `${name}() with ${args}` };
};
