/** Promises that claim nothing by themselves: `nothing`, `count`, `warning`, `state`; and the `transcript`. */
import type { Channel } from '../core/model/expectation.ts';
import type { Explanation } from '../core/model/verdict.ts';
import { matcherFor } from './checks.ts';
import {
  broken,
  type Evidence,
  type ExpectationOf,
  type Judgement,
  kept,
  type Running,
  type Surroundings,
} from './judgement.ts';
import type { RowIndex } from './row-index.ts';
import type { Row } from './rows.ts';
import { IndexList } from './running.ts';
import { stateDifferences } from './state.ts';
import { printTranscript, transcriptDifference } from './transcript.ts';

/** Rows that are kept as evidence of one promise; the others are counted. */
const FOUND_MAX = 5;

export function runningNothing({ fields }: ExpectationOf<'nothing'>, { zone }: Surroundings): Running {
  const found = new FoundRows();
  return {
    matcher: matcherFor(undefined, fields, zone),
    take: (row) => found.take(row),
    judgement: () => (found.length === 0 ? kept() : broken(found.entries(), found.explanation())),
  };
}

export function findWarning(
  { fields }: ExpectationOf<Channel>,
  index: RowIndex,
  { zone }: Evidence,
): Judgement {
  const found = [...index.matching(matcherFor('warning', fields, zone))];
  if (found.length > 0) return kept(found.map((ordinal) => index.rows[ordinal]!.index));
  const others = new FoundRows();
  for (const ordinal of index.about(['warning'], undefined)) others.take(index.rows[ordinal]!);
  return broken([], others.explanation());
}

export function runningCount(expectation: ExpectationOf<'count'>, { zone }: Surroundings): Running {
  const { fields, is, atLeast, atMost } = expectation;
  const found = new FoundRows();
  return {
    matcher: matcherFor(undefined, fields, zone),
    take: (row) => found.take(row),
    judgement() {
      const { length } = found;
      const holds =
        (is === undefined || length === is) &&
        (atLeast === undefined || length >= atLeast) &&
        (atMost === undefined || length <= atMost);
      if (!holds) return broken(found.entries(), { counted: length, ...found.explanation() });
      return kept(expectation.claims ? found.entries() : []);
    },
  };
}

export function findState({ state }: ExpectationOf<'state'>, { world }: Evidence): Judgement {
  const differences = stateDifferences(state, world);
  return differences.length === 0 ? kept() : broken([], { state: differences });
}

/** The transcript names every row, so it claims them all. */
export function findTranscript({ file, text }: ExpectationOf<'transcript'>, evidence: Evidence): Judgement {
  const { rows, zone } = evidence;
  const all = rows.map(({ index }) => index);
  if (text === undefined) return broken(all, { transcript: { file } });
  const difference = transcriptDifference(printTranscript(rows, zone), text, zone);
  return difference ? broken(all, { transcript: { file, ...difference } }) : kept(all);
}

/** The first rows that a promise is about, and the places of all. */
class FoundRows {
  private readonly first: Row[] = [];
  private readonly indexes = new IndexList();

  get length(): number {
    return this.indexes.length;
  }

  take(row: Row): void {
    this.indexes.push(row.index);
    if (this.first.length < FOUND_MAX) this.first.push(row);
  }

  entries(): Iterable<number> {
    return this.indexes.view();
  }

  explanation(): Explanation {
    return { found: [...this.first], foundCount: this.length };
  }
}
