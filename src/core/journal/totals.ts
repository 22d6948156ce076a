/** What a run came to, counted as it goes by: entries, and what each gateway took. */
import { hash32 } from '../chance.ts';
import type { Entry } from '../model/entry.ts';
import type { Totals } from '../model/run.ts';
import type { JournalRecorder } from '../ports.ts';

/** Counts a run as it goes by. It remembers only the ids of messages that are still open. */
interface TotalsCounter extends JournalRecorder {
  totals(): Totals;
}

export function createTotals(): TotalsCounter {
  const sums = {
    sms: 0,
    email: 0,
    errors: 0,
    inbound: 0,
    attempts: 0,
    held: 0,
    skipped: 0,
    warnings: 0,
    segments: 0,
  };
  const byCode = new Map<string, number>();
  const pending = new Set<string>();

  function record(entry: Entry): void {
    switch (entry.kind) {
      case 'queued':
        if (entry.id !== undefined) pending.add(entry.id);
        return;
      case 'sent':
        sums[entry.channel ?? 'sms'] += 1;
        sums.segments += entry.segments ?? 0;
        if (entry.id !== undefined) pending.delete(entry.id);
        return;
      case 'error':
        sums.errors += 1;
        byCode.set(entry.code ?? '', (byCode.get(entry.code ?? '') ?? 0) + 1);
        if (entry.id !== undefined) pending.delete(entry.id);
        return;
      case 'inbound':
        sums.inbound += 1;
        return;
      case 'attempt':
        sums.attempts += 1;
        return;
      case 'held':
        sums.held += 1;
        return;
      case 'skipped':
        sums.skipped += 1;
        return;
      case 'warning':
        sums.warnings += 1;
    }
  }

  return {
    record,
    totals: () => ({
      ...sums,
      errors_by_code: Object.fromEntries([...byCode].sort(([a], [b]) => (a < b ? -1 : 1))),
      pending: [...pending],
    }),
  };
}

/** What a gateway took: how many messages, and a sum over their ids that does not depend on the order. */
export interface Tally {
  readonly count: number;
  /** Of `hash32(id)`, modulo 2^32. */
  readonly sum: number;
}

/** Gateway name → what it took. */
export type Ledger = ReadonlyMap<string, Tally>;

/** Takes down one message. */
export function tally(ledger: Map<string, Tally>, gateway: string, id: string): void {
  const { count, sum } = ledger.get(gateway) ?? { count: 0, sum: 0 };
  ledger.set(gateway, { count: count + 1, sum: (sum + hash32(id)) >>> 0 });
}
