/** Promises that claim nothing by themselves: `nothing`, `count`, `warning`, `state`; and the `transcript`. */
import type { Channel } from '../core/model/expectation.ts';
import type { Explanation } from '../core/model/verdict.ts';
import { matcherFor } from './checks.ts';
import { broken, type Evidence, type ExpectationOf, type Judgement, kept } from './judgement.ts';
import type { RowIndex } from './row-index.ts';
import { stateDifferences } from './state.ts';
import { printTranscript, transcriptDifference } from './transcript.ts';

/** Rows that are kept as evidence of one promise; the others are counted. */
const FOUND_MAX = 5;

export function findNothing(
  { fields }: ExpectationOf<'nothing'>,
  index: RowIndex,
  { zone }: Evidence,
): Judgement {
  const found = [...index.matching(matcherFor(undefined, fields, zone))];
  return found.length === 0 ? kept() : broken(found, foundRows(found, index));
}

export function findWarning(
  { fields }: ExpectationOf<Channel>,
  index: RowIndex,
  { zone }: Evidence,
): Judgement {
  const found = [...index.matching(matcherFor('warning', fields, zone))];
  if (found.length > 0) return kept(found);
  return broken([], foundRows(index.about(['warning'], undefined), index));
}

export function findCount(
  expectation: ExpectationOf<'count'>,
  index: RowIndex,
  { zone }: Evidence,
): Judgement {
  const { fields, is, atLeast, atMost } = expectation;
  const found = [...index.matching(matcherFor(undefined, fields, zone))];
  const { length } = found;
  const holds =
    (is === undefined || length === is) &&
    (atLeast === undefined || length >= atLeast) &&
    (atMost === undefined || length <= atMost);
  if (!holds) return broken(found, { counted: length, ...foundRows(found, index) });
  return kept(expectation.claims ? found : []);
}

export function findState({ state }: ExpectationOf<'state'>, { world }: Evidence): Judgement {
  const differences = stateDifferences(state, world);
  return differences.length === 0 ? kept() : broken([], { state: differences });
}

/** The transcript names every row, so it claims them all. */
export function findTranscript({ file, text }: ExpectationOf<'transcript'>, evidence: Evidence): Judgement {
  const { rows, zone } = evidence;
  const all = [...rows.keys()];
  if (text === undefined) return broken(all, { transcript: { file } });
  const difference = transcriptDifference(printTranscript(rows, zone), text, zone);
  return difference ? broken(all, { transcript: { file, ...difference } }) : kept(all);
}

function foundRows(found: readonly number[], index: RowIndex): Explanation {
  const first = found.slice(0, FOUND_MAX);
  return { found: first.map((ordinal) => index.rows[ordinal]!), foundCount: found.length };
}
