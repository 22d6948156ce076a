import type { Entry } from '../core/model/entry.ts';
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

/** The warnings of a journal. */
export class WarningCollector {
  private readonly waits: boolean;
  /** Those that a promise may claim, until it is known which. */
  private readonly waiting: { readonly index: number; readonly warning: Warning }[] = [];
  private readonly warnings: Warning[] = [];
  private readonly tally = new WarningTally();
  private index = -1;

  /** `waits`: promises may claim warnings. */
  constructor(waits: boolean) {
    this.waits = waits;
  }

  /** Every entry in order, whatever it is. */
  record(entry: Entry): void {
    this.index += 1;
    if (entry.kind !== 'warning') return;
    const { code = '', message = '', hint, about = {} } = entry;
    const warning = { code, message, ...(hint !== undefined && { hint }), about };
    if (this.waits) this.waiting.push({ index: this.index, warning });
    else this.tally.record(warning);
    if (this.warnings.length < WARNINGS_MAX) this.warnings.push(warning);
  }

  /** So many entries went by that are no warnings. */
  pass(count: number): void {
    this.index += count;
  }

  /** `promised`: indexes of the entries that kept promises claim. */
  end(promised: ReadonlySet<number>): JournalWarnings {
    let promisedCount = 0;
    for (const { index, warning } of this.waiting) {
      if (promised.has(index)) promisedCount += 1;
      else this.tally.record(warning);
    }
    return { warnings: this.warnings, kinds: this.tally.all(), promisedCount };
  }
}
