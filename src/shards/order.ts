/** Where an entry of a part stands in the run of the whole story, as far as that is known without putting the journals together. */
import { entryIn, type RepeatedBlock } from '../core/journal/repeated-block.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Unit } from './block-writer.ts';
import { phaseOf, phases } from './unit-rows.ts';

/** Compared number by number. */
export type Order = readonly number[];

export function isBefore(one: Order, other: Order): boolean {
  for (let index = 0; index < one.length; index += 1) {
    const [a, b] = [one[index]!, other[index] ?? Number.NEGATIVE_INFINITY];
    if (a !== b) return a < b;
  }
  return false;
}

/** Follows a part. Messages of one instant stand in the order in which they were made, which each part counts for itself. */
export class EntryOrders {
  private readonly unit: () => Readonly<Unit>;
  private readonly made = new Map<string, Order>();
  private repeats = 0;
  private lastEnded: readonly [id: string, made: Order] | undefined;

  /** `unit` is always the piece of work under way. */
  constructor(unit: () => Readonly<Unit>) {
    this.unit = unit;
  }

  /** For each entry, in order. */
  record({ kind, id }: Entry): void {
    if (id === undefined) return;
    if (kind === 'queued') {
      const { at, stage, due, rank } = this.unit();
      this.made.set(id, [at, stage, due, rank]);
    }
    if (kind !== 'sent' && kind !== 'error') return;
    const made = this.made.get(id);
    if (made) this.lastEnded = [id, made];
    this.made.delete(id);
  }

  /** The same for a message that is as one before, which a part gives by itself; of the first ones. */
  repeat(block: RepeatedBlock): void {
    if (block.kind === 'queued') {
      this.repeats += 1;
      if (this.repeats > REPEATS_MAX) return;
      this.record(entryIn(block, block.from));
    } else if (this.made.size > 0) {
      const { id = '' } = entryIn(block, block.from);
      this.lastEnded = ['', this.made.get(id) ?? [this.unit().rank]];
      this.made.delete(id);
    }
  }

  /** That of an entry which comes now; it is asked for as the entry comes. */
  of(seq: number, { id, about }: Pick<Entry, 'id' | 'about'>): Order {
    const { at, stage, due, rank } = this.unit();
    const made = phaseOf(stage) === phases.message ? this.madeAt(id ?? about?.id) : undefined;
    return [at, stage, due, ...(made ?? [rank]), seq];
  }

  private madeAt(id = ''): Order | undefined {
    return this.lastEnded?.[0] === id ? this.lastEnded[1] : this.made.get(id);
  }
}

/** Who is among the first of a run is among the first of a part. */
const REPEATS_MAX = 10_000;
