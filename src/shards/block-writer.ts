/** Rows and lines of a shard, gathered to blocks. */
import { RepeatedLines } from '../adapters/repeated-lines.ts';
import { writeEntry } from '../core/journal/lines.ts';
import type { RepeatedBlock } from '../core/journal/repeated-block.ts';
import type { Entry } from '../core/model/entry.ts';
import { LinePages } from '../rehearse.ts';
import {
  ANNOUNCED,
  AT,
  BYTES,
  DUE,
  FLAGS,
  OPENED,
  QUEUED,
  RANK,
  ROW,
  SEVERAL_LINES,
  SHARD_SEQ,
  type ShardBlock,
  STAGE,
  WARNED,
} from './unit-rows.ts';

/** A block is handed on when it has so many rows, or so many bytes. */
const ROWS_MAX = 4096;
const BLOCK_BYTES = 1 << 18;

/** Where nobody reads the journal its warnings are enough: they are told in the order of the whole run. */
export type ShardLines = 'all' | 'warnings';

/** What a row says beside its lines. */
export interface Unit {
  at: number;
  stage: number;
  due: number;
  rank: number;
  queued: number;
  announced: number;
  opened: number;
  flags: number;
}

export class BlockWriter {
  private readonly take: (block: ShardBlock) => void;
  private rows = new Float64Array(ROWS_MAX * ROW);
  private count = 0;
  private bytes = Buffer.allocUnsafe(2 * BLOCK_BYTES);
  private length = 0;
  private readonly lines = new LinePages((page) => this.keep(page));
  private readonly repeatedLines = new RepeatedLines();
  private lineCount = 0;
  private hasWarning = false;
  /** Bytes of the units that are closed. */
  private closed = 0;

  private readonly isOfWarnings: boolean;

  /** The block's parts are the taker's own. `lines`: which of them it has. */
  constructor(take: (block: ShardBlock) => void, lines: ShardLines = 'all') {
    this.take = take;
    this.isOfWarnings = lines === 'warnings';
  }

  record(entry: Entry): void {
    if (this.isOfWarnings && entry.kind !== 'warning') return;
    writeEntry(this.lines, SHARD_SEQ, entry);
    this.lines.endLine();
    this.lineCount += 1;
    if (entry.kind === 'warning') this.hasWarning = true;
  }

  /** A unit has at most one entry of a block. */
  repeat(block: RepeatedBlock): void {
    if (this.isOfWarnings) return;
    this.repeatedLines.write(this.lines, SHARD_SEQ, block, block.from);
    this.lines.endLine();
    this.lineCount += 1;
  }

  /** Ends a unit: all lines since the last one ended are its own. One that did nothing that concerns others has no row. */
  close(unit: Unit): void {
    const bytes = this.lines.count - this.closed;
    if (bytes === 0 && unit.queued === 0 && unit.announced === 0 && unit.opened === 0 && unit.flags === 0)
      return;
    const { rows } = this;
    const row = this.count * ROW;
    rows[row + AT] = unit.at;
    rows[row + STAGE] = unit.stage;
    rows[row + DUE] = unit.due;
    rows[row + RANK] = unit.rank;
    rows[row + BYTES] = bytes;
    rows[row + QUEUED] = unit.queued;
    rows[row + ANNOUNCED] = unit.announced;
    rows[row + OPENED] = unit.opened;
    rows[row + FLAGS] =
      unit.flags | (this.hasWarning ? WARNED : 0) | (this.lineCount > 1 ? SEVERAL_LINES : 0);
    this.count += 1;
    this.closed += bytes;
    this.lineCount = 0;
    this.hasWarning = false;
    if (this.count === ROWS_MAX || this.length >= BLOCK_BYTES) this.flush();
  }

  /** Hands on all that is closed. */
  flush(): void {
    this.lines.flush();
    if (this.count === 0) return;
    const rows = this.rows.slice(0, this.count * ROW);
    const bytes = new Uint8Array(this.length);
    bytes.set(this.bytes.subarray(0, this.length));
    this.count = 0;
    this.length = 0;
    this.take({ rows, bytes });
  }

  private keep(page: Uint8Array): void {
    if (this.length + page.length > this.bytes.length) {
      const larger = Buffer.allocUnsafe(2 * (this.length + page.length));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    this.bytes.set(page, this.length);
    this.length += page.length;
  }
}
