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

/** The warnings of a journal; `promised` are the indexes of the entries that kept promises claim. */
export class WarningCollector {
  private readonly promised: ReadonlySet<number>;
  private readonly warnings: Warning[] = [];
  private readonly tally = new WarningTally();
  private promisedCount = 0;
  private index = -1;

  constructor(promised: ReadonlySet<number>) {
    this.promised = promised;
  }

  /** Every entry in order, whatever it is. */
  record({ kind, code = '', message = '', hint, about = {} }: Entry): void {
    this.index += 1;
    if (kind !== 'warning') return;
    const warning = { code, message, ...(hint !== undefined && { hint }), about };
    if (this.promised.has(this.index)) this.promisedCount += 1;
    else this.tally.record(warning);
    if (this.warnings.length < WARNINGS_MAX) this.warnings.push(warning);
  }

  end(): JournalWarnings {
    return { warnings: this.warnings, kinds: this.tally.all(), promisedCount: this.promisedCount };
  }
}
