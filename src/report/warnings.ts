import type { JournalView } from '../core/model/run.ts';
import type { Warning } from './warning.ts';
import { type WarningKind, WarningTally } from './warning-kinds.ts';

/** Kept of one story; its totals count all of them. */
const WARNINGS_MAX = 1000;

/** The warnings of a journal: the first of them in order, and all of them by code. */
export function warningsOf(journal: JournalView): {
  readonly warnings: readonly Warning[];
  readonly kinds: readonly WarningKind[];
} {
  const warnings: Warning[] = [];
  const tally = new WarningTally();
  for (const { kind, code = '', message = '', hint, about = {} } of journal.entries()) {
    if (kind !== 'warning') continue;
    const warning = { code, message, ...(hint !== undefined && { hint }), about };
    tally.record(warning);
    if (warnings.length < WARNINGS_MAX) warnings.push(warning);
  }
  return { warnings, kinds: tally.all() };
}
