/** Warnings of the parts of a run, which do not come in the order of one run: the example of each code is the first of that. */

import type { Warning } from '../report/warning.ts';
import { byWeight, kindOf, type WarningKind } from '../report/warning-kinds.ts';
import { isBefore, type Order } from '../shards/order.ts';

interface Place {
  readonly order: Order;
  /** A run gives it once by this name, and each part does. */
  readonly once?: string | undefined;
}

export class WarningsOfParts {
  private readonly kinds = new Map<string, { kind: WarningKind; order: Order }>();
  private readonly given = new Set<string>();

  record(warning: Warning, { order, once }: Place): void {
    const kind = kindOf(warning);
    const isAgain = once !== undefined && this.given.has(once);
    if (once !== undefined) this.given.add(once);
    const known = this.kinds.get(kind.code);
    if (!known) {
      this.kinds.set(kind.code, { kind, order });
      return;
    }
    const count = known.kind.count + (isAgain ? 0 : kind.count);
    const isFirst = isBefore(order, known.order);
    known.kind = { ...(isFirst ? kind : known.kind), count };
    if (isFirst) known.order = order;
  }

  /** The most serious first, then what touches everybody, then the most frequent. */
  all(): WarningKind[] {
    return [...this.kinds.values()].map(({ kind }) => kind).sort(byWeight);
  }
}
