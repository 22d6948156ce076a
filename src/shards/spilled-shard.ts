/** A shard whose blocks are kept in a file, packed, until all shards have run: then they are read as often as somebody asks for them. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ShardBlock } from './unit-rows.ts';

/** A file that is written from its beginning to its end, and then read. */
export interface BlockFile {
  readonly length: number;
  /** Throws where there is no room, among others. */
  write(bytes: Uint8Array): void;
  read(from: number, to: number): Uint8Array;
}

/** Before each block: bytes of its rows and of its lines, as they are in the file. */
const HEAD_BYTES = 8;
/** Lines of a journal are so much alike that the fastest packs them to a fifteenth. */
const LEVEL = 1;

export class SpilledShard {
  private readonly file: BlockFile;

  constructor(file: BlockFile) {
    this.file = file;
  }

  /** What it takes in the file. */
  get bytes(): number {
    return this.file.length;
  }

  add({ rows, bytes }: ShardBlock): void {
    const packedRows = packed(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
    const packedLines = packed(bytes);
    const head = Buffer.allocUnsafe(HEAD_BYTES);
    head.writeUInt32LE(packedRows.length, 0);
    head.writeUInt32LE(packedLines.length, 4);
    this.file.write(Buffer.concat([head, packedRows, packedLines]));
  }

  /** Gives its blocks from the first on, and then nothing. */
  blocks(): () => ShardBlock | undefined {
    const { file } = this;
    let at = 0;
    return () => {
      if (at === file.length) return undefined;
      const head = Buffer.from(file.read(at, at + HEAD_BYTES));
      const lines = at + HEAD_BYTES + head.readUInt32LE(0);
      const end = lines + head.readUInt32LE(4);
      const rows = inflateRawSync(file.read(at + HEAD_BYTES, lines));
      const block = { rows: numbersIn(rows), bytes: inflateRawSync(file.read(lines, end)) };
      at = end;
      return block;
    };
  }
}

const packed = (bytes: Uint8Array): Buffer => deflateRawSync(bytes, { level: LEVEL });

/** Numbers begin where their size divides the place; those of the bytes may not. */
const numbersIn = (bytes: Uint8Array): Float64Array => new Float64Array(new Uint8Array(bytes).buffer);
