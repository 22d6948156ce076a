import type { Expectation } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import type { JournalView } from '../core/model/run.ts';
import type { Explanation } from '../core/model/verdict.ts';
import type { WorldView } from '../core/ports.ts';
import type { Zone } from '../core/time/zone.ts';
import type { RowIndex } from './row-index.ts';
import type { Row } from './rows.ts';
import type { Question } from './why.ts';

/** What expectations are held against. */
export interface Evidence {
  readonly rows: readonly Row[];
  readonly index: RowIndex;
  /** Ordinals of rows that were claimed before. */
  readonly claimedBefore: ReadonlySet<number>;
  readonly world: WorldView;
  readonly plan: Plan;
  /** The project's. */
  readonly zone: Zone;
  readonly journal: JournalView;
}

/** One promise judged, with its evidence. */
export interface Judgement {
  readonly kept: boolean;
  /** Ordinals of the rows it claims or speaks of. */
  readonly rows: readonly number[];
  readonly explanation: Explanation;
  /** Still to be asked of the journal. */
  readonly question?: Question | undefined;
}

export type ExpectationOf<K extends Expectation['kind']> = Extract<Expectation, { readonly kind: K }>;

export const kept = (rows: readonly number[] = []): Judgement => ({ kept: true, rows, explanation: {} });

export const broken = (
  rows: readonly number[],
  explanation: Explanation,
  question?: Question,
): Judgement => ({
  kept: false,
  rows,
  explanation,
  question,
});
