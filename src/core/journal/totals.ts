/** What a run came to, counted as it goes by: entries, and what each gateway took. */
import { hash32, hexName } from '../chance.ts';
import type { Entry } from '../model/entry.ts';
import type { Totals } from '../model/run.ts';
import type { JournalRecorder } from '../ports.ts';
import type { RepeatedEntry } from './repeated-entry.ts';

/** Counts a run as it goes by. It remembers only the ids of messages that are still open. */
interface TotalsCounter extends JournalRecorder {
  repeat(repeated: RepeatedEntry): void;
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
  const open = new OpenMessages<true>();

  function record(entry: Entry): void {
    switch (entry.kind) {
      case 'queued':
        if (entry.id !== undefined) open.all.set(entry.id, true);
        return;
      case 'sent':
        sums[entry.channel ?? 'sms'] += 1;
        sums.segments += entry.segments ?? 0;
        if (entry.id !== undefined) open.all.delete(entry.id);
        return;
      case 'error':
        sums.errors += 1;
        byCode.set(entry.code ?? '', (byCode.get(entry.code ?? '') ?? 0) + 1);
        if (entry.id !== undefined) open.all.delete(entry.id);
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

  function repeat(repeated: RepeatedEntry): void {
    if (repeated.kind === 'queued') return open.begin(repeated, true);
    const { channel, segments = 0 } = repeated.pattern.sent;
    sums[channel] += 1;
    sums.segments += segments;
    open.end(repeated);
  }

  return {
    record,
    repeat,
    totals: () => ({
      ...sums,
      errors_by_code: Object.fromEntries([...byCode].sort(([a], [b]) => (a < b ? -1 : 1))),
      pending: [...open.all.keys()],
    }),
  };
}

/**
 * Values by the ids of messages under way. Those of repeated entries wait in order, since they nearly always end in the order
 * they began; their ids are made when somebody asks for another.
 */
export class OpenMessages<Value> {
  private readonly byId = new Map<string, Value>();
  private values: Value[] = [];
  /** Halves of ids. */
  private ids: number[] = [];
  private first = 0;

  /** All of them, as a map. */
  get all(): Map<string, Value> {
    for (; this.first < this.values.length; this.first += 1)
      this.byId.set(
        hexName(this.ids[2 * this.first]!, this.ids[2 * this.first + 1]!),
        this.values[this.first]!,
      );
    this.empty();
    return this.byId;
  }

  get hasOnlyRepeated(): boolean {
    return this.byId.size === 0;
  }

  begin({ idFirst, idLast }: RepeatedEntry, value: Value): void {
    this.values.push(value);
    this.ids.push(idFirst, idLast);
  }

  /** The value of a repeated message if it is the one that waits longest. */
  next({ idFirst, idLast }: RepeatedEntry): Value | undefined {
    const { first, ids } = this;
    return ids[2 * first] === idFirst && ids[2 * first + 1] === idLast ? this.values[first] : undefined;
  }

  end(repeated: RepeatedEntry): void {
    if (this.next(repeated) === undefined) this.all.delete(hexName(repeated.idFirst, repeated.idLast));
    else {
      this.first += 1;
      if (this.first === this.values.length) this.empty();
    }
  }

  private empty(): void {
    if (this.values.length === 0) return;
    this.values = [];
    this.ids = [];
    this.first = 0;
  }
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
