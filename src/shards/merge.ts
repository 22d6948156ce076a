/**
 * Puts the pieces of work of all shards in the order in which one run would have done them. Each shard's own are in order: the next
 * is always the first of them that stands before the first of all others.
 */

import { Renumbered } from './renumbered.ts';
import {
  ANNOUNCED,
  AT,
  BYTES,
  DUE,
  ENDED,
  FLAGS,
  OPENED,
  phaseOf,
  phases,
  QUEUED,
  RANK,
  ROW,
  type ShardBlock,
  STAGE,
} from './unit-rows.ts';

export interface ShardSource {
  /** undefined: there are no more. */
  next(): Promise<ShardBlock | undefined>;
}

/** Takes the lines of one piece of work, in the order of the whole run. */
export type TakeUnit = (bytes: Buffer, from: number, to: number, at: number, flags: number) => void;

/** Gives, for each shard, the number that the whole run gives to a message of it. */
export async function mergeShards(
  sources: readonly ShardSource[],
  take: TakeUnit,
  counts?: MergeCounts,
): Promise<readonly Renumbered[]> {
  const steps = merging(sources.length, take, counts);
  for (let step = steps.next(); ; ) {
    if (step.done) return step.value;
    step = steps.next(await sources[step.value]!.next());
  }
}

/** The same of shards that are all over. */
export function mergeAtOnce(
  sources: readonly (() => ShardBlock | undefined)[],
  take: TakeUnit,
): readonly Renumbered[] {
  const steps = merging(sources.length, take);
  for (let step = steps.next(); ; ) {
    if (step.done) return step.value;
    step = steps.next(sources[step.value]!());
  }
}

/** Asks for the next block of a shard by its index. */
function* merging(
  shards: number,
  take: TakeUnit,
  counts: MergeCounts = { messages: 0, receipts: 0, sessions: 0 },
): Generator<number, readonly Renumbered[], ShardBlock | undefined> {
  const all = Array.from({ length: shards }, (_, index) => new Head(index));
  const heads: Head[] = [];
  for (const head of all) if (head.fill(yield head.index)) heads.push(head);
  while (heads.length > 0) {
    const first = firstOf(heads)!;
    const second = firstOf(heads.filter((head) => head !== first));
    do {
      first.give(take, counts);
      if (first.advance() || first.fill(yield first.index)) continue;
      heads.splice(heads.indexOf(first), 1);
      break;
    } while (second === undefined || first.isBefore(second));
  }
  return all.map(({ messages }) => messages);
}

function firstOf(heads: readonly Head[]): Head | undefined {
  let first = heads[0];
  for (const head of heads) if (first !== undefined && head.isBefore(first)) first = head;
  return first;
}

/** How many there have been in all shards. */
export interface MergeCounts {
  messages: number;
  receipts: number;
  sessions: number;
}

/** The next piece of work of one shard. */
class Head {
  readonly messages = new Renumbered();
  private readonly receipts = new Renumbered();
  private readonly sessions = new Renumbered();
  readonly index: number;
  private rows = new Float64Array(0);
  private row = 0;
  private bytes = Buffer.alloc(0);
  private offset = 0;
  private at = 0;
  private stage = 0;
  private due = 0;
  private rank = 0;

  constructor(index: number) {
    this.index = index;
  }

  isBefore(other: Head): boolean {
    if (this.at !== other.at) return this.at < other.at;
    if (this.stage !== other.stage) return this.stage < other.stage;
    if (this.due !== other.due) return this.due < other.due;
    return this.rank < other.rank;
  }

  /** The first of the next block; false: there is none. */
  fill(block: ShardBlock | undefined): boolean {
    if (block === undefined) return false;
    const { rows, bytes } = block;
    this.rows = rows as Float64Array<ArrayBuffer>;
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) as Buffer<ArrayBuffer>;
    this.row = 0;
    this.offset = 0;
    this.read();
    return true;
  }

  /** The next of the same block; false: there is none. */
  advance(): boolean {
    this.offset += this.rows[this.row + BYTES]!;
    this.row += ROW;
    if (this.row === this.rows.length) return false;
    this.read();
    return true;
  }

  give(take: TakeUnit, counts: MergeCounts): void {
    const { rows, row, offset } = this;
    const flags = rows[row + FLAGS]!;
    for (let left = rows[row + QUEUED]!; left > 0; left -= 1) {
      counts.messages += 1;
      this.messages.add(counts.messages);
    }
    for (let left = rows[row + ANNOUNCED]!; left > 0; left -= 1) {
      counts.receipts += 1;
      this.receipts.add(counts.receipts);
    }
    for (let left = rows[row + OPENED]!; left > 0; left -= 1) {
      counts.sessions += 1;
      this.sessions.add(counts.sessions);
    }
    const phase = phaseOf(this.stage);
    const isOfMessage = phase === phases.message || phase === phases.answer;
    if (isOfMessage && (flags & ENDED) !== 0) this.messages.drop(rows[row + RANK]!);
    if (phase === phases.receipt) this.receipts.drop(rows[row + RANK]!);
    take(this.bytes, offset, offset + rows[row + BYTES]!, this.at, flags);
  }

  private read(): void {
    const { rows, row } = this;
    this.at = rows[row + AT]!;
    this.stage = rows[row + STAGE]!;
    this.due = rows[row + DUE]!;
    const rank = rows[row + RANK]!;
    switch (phaseOf(this.stage)) {
      case phases.answer:
      case phases.message:
        this.rank = this.messages.of(rank);
        return;
      case phases.receipt:
        this.rank = this.receipts.of(rank);
        return;
      case phases.timer:
        this.rank = this.sessions.of(rank);
        return;
      default:
        this.rank = rank;
    }
  }
}
