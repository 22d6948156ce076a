/** What a run came to, counted as it goes by: entries, and what each gateway took. */
import { hash32 } from '../chance.ts';
import type { Entry } from '../model/entry.ts';
import type { Totals } from '../model/run.ts';
import type { JournalRecorder } from '../ports.ts';
import type { RepeatedBlock, Words } from './repeated-block.ts';

/** Counts a run as it goes by. It remembers only the ids of messages that are still open. */
interface TotalsCounter extends JournalRecorder {
  repeat(block: RepeatedBlock): void;
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
  /** By the slot of a pattern: its words, and how many segments these have. */
  const words: Words[] = [];
  const segments: number[] = [];
  const open = new OpenMessages(() => true);

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

  function repeat(block: RepeatedBlock): void {
    if (block.kind === 'queued') return open.begin(block, 0);
    const { messages, from, to } = block;
    for (let index = from; index < to; index += 1) {
      const slot = messages.slots[index]!;
      if (words[slot] !== messages.words[index]) {
        words[slot] = messages.words[index]!;
        segments[slot] = words[slot].segments ?? 0;
      }
      sums.segments += segments[slot]!;
    }
    sums.sms += to - from;
    open.end(block);
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
  private readonly makeValue: MakeValue<Value>;
  /** Of `queued`, with the place of each one's first entry in the journal. */
  private blocks: RepeatedBlock[] = [];
  private places: number[] = [];
  /** Where the first that is still open stands in the first block. */
  private first = 0;

  constructor(makeValue: MakeValue<Value>) {
    this.makeValue = makeValue;
  }

  /** All of them, as a map. */
  get all(): Map<string, Value> {
    const { blocks, byId } = this;
    if (blocks.length === 0) return byId;
    for (const [number, block] of blocks.entries()) {
      const place = this.places[number]! - block.from;
      for (let index = number === 0 ? this.first : block.from; index < block.to; index += 1)
        byId.set(block.messages.idOf(index), this.makeValue(block, index, place + index));
    }
    this.blocks = [];
    this.places = [];
    return byId;
  }

  get hasOnlyRepeated(): boolean {
    return this.byId.size === 0;
  }

  /** Takes in a block of `queued`; `place` is its first entry's in the journal. */
  begin(block: RepeatedBlock, place: number): void {
    if (this.blocks.length === 0) this.first = block.from;
    this.blocks.push(block);
    this.places.push(place);
  }

  /** Whether those that wait longest are the messages of a block of `sent`, in order, and were queued at its instant. */
  areNext({ messages, at, from, to }: RepeatedBlock): boolean {
    const { blocks } = this;
    let place = from;
    for (let index = 0; index < blocks.length && place < to; index += 1) {
      const block = blocks[index]!;
      const first = index === 0 ? this.first : block.from;
      if (block.messages !== messages || block.at !== at || first !== place) return false;
      place = block.to;
    }
    return place >= to;
  }

  /** Takes in a block of `sent`. */
  end(block: RepeatedBlock): void {
    const { messages, from, to } = block;
    if (!this.areNext(block)) {
      for (let index = from; index < to; index += 1) this.all.delete(messages.idOf(index));
      return;
    }
    for (let place = from; place < to; ) {
      const front = this.blocks[0]!;
      place = Math.min(front.to, to);
      this.first = place;
      if (front.to > place) return;
      this.blocks.shift();
      this.places.shift();
      this.first = this.blocks[0]?.from ?? 0;
    }
  }
}

/** The value of a message of a block, and its entry's place in the journal. */
type MakeValue<Value> = (block: RepeatedBlock, index: number, place: number) => Value;

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
