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
  private rows = new Float64Array(2 * ROWS_MAX * ROW);
  private count = 0;
  private bytes = Buffer.allocUnsafe(2 * BLOCK_BYTES);
  private length = 0;
  private readonly lines = new LinePages((page) => this.keep(page));
  private readonly repeatedLines = new RepeatedLines();
  private lineCount = 0;
  private hasWarning = false;
  /** Bytes of the units that are closed. */
  private closed = 0;
  /** Places of rows whose units are closed, and whose line comes with the block of repeated entries that is open; one for each entry. */
  private readonly waiting: number[] = [];

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

  /** The first entries are of the units that wait for them, any further ones of the unit under way. */
  repeat(block: RepeatedBlock): void {
    const { waiting, lines, rows } = this;
    if (!this.isOfWarnings) {
      let from = lines.count;
      for (let index = block.from; index < block.to; index += 1) {
        this.repeatedLines.write(lines, SHARD_SEQ, block, index);
        lines.endLine();
        const row = waiting[index - block.from];
        if (row === undefined) this.lineCount += 1;
        else {
          const bytes = lines.count - from;
          rows[row + BYTES]! += bytes;
          this.closed += bytes;
        }
        from = lines.count;
      }
    }
    waiting.length = 0;
  }

  /**
   * Ends a unit: all lines since the last one ended are its own. One that did nothing that concerns others has no row. `blockLength`: entries of
   * the block that is open; those that no unit waits for are its own.
   */
  close(unit: Unit, blockLength: number): void {
    const bytes = this.lines.count - this.closed;
    const { waiting } = this;
    const isWaiting = blockLength > waiting.length;
    if (
      bytes === 0 &&
      !isWaiting &&
      unit.queued === 0 &&
      unit.announced === 0 &&
      unit.opened === 0 &&
      unit.flags === 0
    )
      return;
    const row = this.count * ROW;
    if (row === this.rows.length) this.growRows();
    const { rows } = this;
    rows[row + AT] = unit.at;
    rows[row + STAGE] = unit.stage;
    rows[row + DUE] = unit.due;
    rows[row + RANK] = unit.rank;
    rows[row + BYTES] = bytes;
    rows[row + QUEUED] = unit.queued;
    rows[row + ANNOUNCED] = unit.announced;
    rows[row + OPENED] = unit.opened;
    for (; waiting.length < blockLength; this.lineCount += 1) waiting.push(row);
    rows[row + FLAGS] =
      unit.flags | (this.hasWarning ? WARNED : 0) | (this.lineCount > 1 ? SEVERAL_LINES : 0);
    this.count += 1;
    this.closed += bytes;
    this.lineCount = 0;
    this.hasWarning = false;
    if (waiting.length === 0 && (this.count >= ROWS_MAX || this.length >= BLOCK_BYTES)) this.flush();
  }

  private growRows(): void {
    const larger = new Float64Array(2 * this.rows.length);
    larger.set(this.rows);
    this.rows = larger;
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
