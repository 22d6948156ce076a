import type { Expectation } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Explanation } from '../core/model/verdict.ts';
import type { WorldView } from '../core/ports.ts';
import type { Zone } from '../core/time/zone.ts';
import type { Matcher } from './checks.ts';
import type { Effort } from './effort.ts';
import type { RowIndex } from './row-index.ts';
import type { IndexSet, Row } from './rows.ts';
import type { Question } from './why.ts';

/** What expectations are held against. */
export interface Evidence {
  /** Those that are kept. */
  readonly rows: readonly Row[];
  readonly index: RowIndex;
  /** Indexes of the entries that were claimed before. */
  readonly claimedBefore: IndexSet;
  readonly world: WorldView;
  readonly plan: Plan;
  /** The project's. */
  readonly zone: Zone;
  /** Promises that were counted while the rows came. */
  readonly running?: ReadonlyMap<Expectation, Running> | undefined;
  /** The journal can be asked for reasons. */
  readonly hasReasons: boolean;
}

/** One promise judged, with its evidence. */
export interface Judgement {
  readonly kept: boolean;
  /** Indexes of the journal entries that it claims or is about, in order. */
  readonly entries: Iterable<number>;
  readonly explanation: Explanation;
  /** Still to be asked of the journal. */
  readonly question?: Question | undefined;
}

/** A promise about rows of a kind, counted while the rows come. */
export interface Running {
  /** Which rows it is about. */
  readonly matcher: Matcher;
  /** Takes the next of them. */
  take(row: Row): void;
  /** What the rows so far came to. */
  judgement(evidence: Evidence): Judgement;
}

/** What a promise is held to besides the rows. */
export interface Surroundings {
  readonly plan: Plan;
  /** The project's. */
  readonly zone: Zone;
  /** Pays for comparing. */
  readonly effort: Effort;
}

export type RunningExpectation = ExpectationOf<
  'each' | 'no_doubles' | 'no_nights' | 'cost' | 'count' | 'nothing'
>;

export type ExpectationOf<K extends Expectation['kind']> = Extract<Expectation, { readonly kind: K }>;

export const kept = (entries: Iterable<number> = []): Judgement => ({ kept: true, entries, explanation: {} });

export const broken = (
  entries: Iterable<number>,
  explanation: Explanation,
  question?: Question,
): Judgement => ({
  kept: false,
  entries,
  explanation,
  question,
});
