/** What a run came to, counted as it goes by: entries, and what each gateway took. */
import { hash32 } from '../chance.ts';
import type { Entry } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import type { Totals } from '../model/run.ts';
import type { JournalRecorder } from '../ports.ts';
import type { RepeatedBlock, RepeatedMessages, Words } from './repeated-block.ts';

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
        if (entry.id !== undefined) open.set(entry.id, true);
        return;
      case 'sent':
        sums[entry.channel ?? 'sms'] += 1;
        sums.segments += entry.segments ?? 0;
        if (entry.id !== undefined) open.delete(entry.id);
        return;
      case 'error':
        sums.errors += 1;
        byCode.set(entry.code ?? '', (byCode.get(entry.code ?? '') ?? 0) + 1);
        if (entry.id !== undefined) open.delete(entry.id);
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
      pending: [...open.all().keys()],
    }),
  };
}

/**
 * Values by the ids of messages under way. Those of repeated entries wait in blocks, since they nearly always end in the order
 * they began; one that is asked for by its id is taken out of its block.
 */
export class OpenMessages<Value> {
  private readonly byId = new Map<string, Single<Value>>();
  private readonly makeValue: MakeValue<Value>;
  /** Blocks of `queued`, those of the same messages together. */
  private groups: OpenGroup[] = [];
  /** How many there have been: the place of the next in the order of queueing. */
  private begun = 0;

  constructor(makeValue: MakeValue<Value>) {
    this.makeValue = makeValue;
  }

  get(id: string): Value | undefined {
    return (this.byId.get(id) ?? this.takeOut(id))?.value;
  }

  /** One that is known keeps its place. */
  set(id: string, value: Value): void {
    const known = this.byId.get(id) ?? this.takeOut(id);
    if (known) known.value = value;
    else this.byId.set(id, { order: this.nextOrder(1), value });
  }

  delete(id: string): void {
    if (!this.byId.delete(id)) this.removed(id);
  }

  /** All of them, in the order they were queued. */
  all(): Map<string, Value> {
    this.takeOutAll();
    const inOrder = [...this.byId].sort(([, a], [, b]) => a.order - b.order);
    return new Map(inOrder.map(([id, { value }]) => [id, value]));
  }

  /** Whether none of a block of `queued` is open; repeated messages have ids of their own. */
  hasNoneOf({ messages, from, to }: RepeatedBlock): boolean {
    if (this.byId.size === 0) return true;
    for (let index = from; index < to; index += 1) if (this.byId.has(messages.idOf(index))) return false;
    return true;
  }

  /** Takes in a block of `queued`; `place` is its first entry's in the journal. */
  begin(block: RepeatedBlock, place: number): void {
    const last = this.groups.at(-1);
    const group = last?.messages === block.messages ? last : new OpenGroup(block);
    if (group !== last) this.groups.push(group);
    group.blocks.push({ block, place, order: this.nextOrder(block.to - block.from) });
  }

  /** Whether those that wait longest are the messages of a block of `sent`, in order, and were queued at its instant. */
  areNext({ messages, at, from, to }: RepeatedBlock): boolean {
    const group = this.groups[0];
    return group?.messages === messages && group.areNext(at, from, to);
  }

  /** Takes in a block of `sent`. */
  end(block: RepeatedBlock): void {
    const { messages, from, to } = block;
    if (this.areNext(block)) {
      const group = this.groups[0]!;
      group.goTo(to);
      if (group.isEmpty) this.groups.shift();
      return;
    }
    this.takeOutAll();
    for (let index = from; index < to; index += 1) this.byId.delete(messages.idOf(index));
  }

  private nextOrder(count: number): number {
    this.begun += count;
    return this.begun - count;
  }

  /** Out of its block, under its id. */
  private takeOut(id: string): Single<Value> | undefined {
    const found = this.removed(id);
    return found && this.keep(id, found.opened, found.index);
  }

  private takeOutAll(): void {
    for (const group of this.groups)
      group.each((opened, index) => this.keep(group.messages.idOf(index), opened, index));
    this.groups = [];
  }

  private keep(id: string, { block, place, order }: OpenBlock, index: number): Single<Value> {
    const behind = index - block.from;
    const single = { order: order + behind, value: this.makeValue(block, index, place + behind) };
    this.byId.set(id, single);
    return single;
  }

  private removed(id: string): Removed | undefined {
    for (const [number, group] of this.groups.entries()) {
      const found = group.remove(id);
      if (found === undefined) continue;
      if (group.isEmpty) this.groups.splice(number, 1);
      return found;
    }
    return undefined;
  }
}

interface Single<Value> {
  readonly order: number;
  value: Value;
}

/** The value of a message of a block, and its entry's place in the journal. */
type MakeValue<Value> = (block: RepeatedBlock, index: number, place: number) => Value;

interface OpenBlock {
  readonly block: RepeatedBlock;
  /** Of its first entry, in the journal, and in the order of queueing. */
  readonly place: number;
  readonly order: number;
}

interface Removed {
  readonly opened: OpenBlock;
  readonly index: number;
}

/** Blocks of the same messages, in order, and which of these are open still. */
class OpenGroup {
  readonly messages: RepeatedMessages;
  blocks: OpenBlock[] = [];
  /** Where the first that is still open stands; those behind it that are not. */
  private first: number;
  private readonly gone = new Set<number>();

  constructor({ messages, from }: RepeatedBlock) {
    this.messages = messages;
    this.first = from;
  }

  get isEmpty(): boolean {
    return this.blocks.length === 0;
  }

  areNext(at: Instant, from: number, to: number): boolean {
    for (const index of this.gone) if (index >= from && index < to) return false;
    let place = from;
    for (let number = 0; number < this.blocks.length && place < to; number += 1) {
      const { block } = this.blocks[number]!;
      const first = number === 0 ? this.first : block.from;
      if (block.at !== at || first !== place) return false;
      place = block.to;
    }
    return place >= to;
  }

  /** The first that is open is at `place`, or the next behind it that is. */
  goTo(place: number): void {
    this.first = place;
    for (;;) {
      const front = this.blocks[0];
      if (front === undefined) return;
      if (this.first >= front.block.to) {
        this.blocks.shift();
        this.first = Math.max(this.first, this.blocks[0]?.block.from ?? 0);
      } else if (this.gone.delete(this.first)) this.first += 1;
      else return;
    }
  }

  /** Each that is open. */
  each(work: (opened: OpenBlock, index: number) => void): void {
    for (const opened of this.blocks) {
      const { from, to } = opened.block;
      for (let index = Math.max(from, this.first); index < to; index += 1)
        if (!this.gone.has(index)) work(opened, index);
    }
  }

  /** Takes out one by its id; undefined: it is not here. */
  remove(id: string): Removed | undefined {
    const index = this.messages.placeOf(id);
    const opened = index < this.first || this.gone.has(index) ? undefined : this.blockAt(index);
    if (opened === undefined) return undefined;
    if (index === this.first) this.goTo(index + 1);
    else this.gone.add(index);
    return { opened, index };
  }

  private blockAt(index: number): OpenBlock | undefined {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.blocks[middle]!.block.to <= index) low = middle + 1;
      else high = middle;
    }
    const found = this.blocks[low];
    return found && found.block.from <= index ? found : undefined;
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
