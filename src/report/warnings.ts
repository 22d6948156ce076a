import type { JournalView } from '../core/model/run.ts';
import type { Warning } from './warning.ts';
import { type WarningKind, WarningTally } from './warning-kinds.ts';

/** Kept of one story; its totals count all of them. */
const WARNINGS_MAX = 1000;

export interface JournalWarnings {
  /** The first of them in order. */
  readonly warnings: readonly Warning[];
  /** By code, those that no kept promise claims. */
  readonly kinds: readonly WarningKind[];
  /** How many a kept promise claims: who wrote the story expects them. */
  readonly promisedCount: number;
}

/** The warnings of a journal; `promised` are the indexes of the entries that kept promises claim. */
export function warningsOf(journal: JournalView, promised: ReadonlySet<number>): JournalWarnings {
  const warnings: Warning[] = [];
  const tally = new WarningTally();
  let promisedCount = 0;
  let index = -1;
  for (const { kind, code = '', message = '', hint, about = {} } of journal.entries()) {
    index += 1;
    if (kind !== 'warning') continue;
    const warning = { code, message, ...(hint !== undefined && { hint }), about };
    if (promised.has(index)) promisedCount += 1;
    else tally.record(warning);
    if (warnings.length < WARNINGS_MAX) warnings.push(warning);
  }
  return { warnings, kinds: tally.all(), promisedCount };
}
