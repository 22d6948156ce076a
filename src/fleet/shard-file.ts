/** The file of a shard: the blocks of its journal, one after another, and behind them what is known at its end. */
import { deserialize, serialize } from 'node:v8';
import { type LocalFile, LocalFileReader, LocalFileWriter } from '../adapters/files/local-file.ts';
import type { ShardSource } from '../shards/merge.ts';
import type { ShardBlock } from '../shards/unit-rows.ts';
import { FleetProblem } from './problem.ts';

/** Two numbers before each block: bytes of its rows, and of its lines. */
const HEAD_BYTES = 8;
/** Stands for the first of them before the end. */
const END = 0xffff_ffff;

export class ShardFileWriter {
  readonly #file: LocalFileWriter;

  /** @throws the system's error, as all of this does. */
  constructor(path: string) {
    this.#file = new LocalFileWriter(path);
  }

  block({ rows, bytes }: ShardBlock): void {
    const rowBytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
    this.#file.write(head(rowBytes.length, bytes.length));
    this.#file.write(rowBytes);
    this.#file.write(bytes);
  }

  end(end: unknown): LocalFile {
    const bytes = serialize(end);
    this.#file.write(head(END, bytes.length));
    this.#file.write(bytes);
    return this.#file.end();
  }

  discard(): void {
    this.#file.discard();
  }
}

function head(first: number, second: number): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD_BYTES);
  bytes.writeUInt32LE(first, 0);
  bytes.writeUInt32LE(second, 4);
  return bytes;
}

export class ShardFile<End> implements ShardSource {
  readonly #path: string;
  #reader: LocalFileReader | undefined;
  #end: End | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async next(): Promise<ShardBlock | undefined> {
    if (this.#end !== undefined) return undefined;
    this.#reader ??= await LocalFileReader.at(this.#path);
    const sizes = await this.#bytes(HEAD_BYTES);
    const [first, second] = [sizes.readUInt32LE(0), sizes.readUInt32LE(4)];
    if (first === END) {
      this.#end = deserialize(await this.#bytes(second)) as End;
      return undefined;
    }
    const rowBytes = await this.#bytes(first);
    // Numbers begin where their size divides the place; the file's bytes may not.
    const rows = new Float64Array(new Uint8Array(rowBytes).buffer);
    return { rows, bytes: await this.#bytes(second) };
  }

  /** Known when there is no next block. */
  get end(): End {
    if (this.#end === undefined) throw new Error('the shard is not read to its end');
    return this.#end;
  }

  async close(): Promise<void> {
    await this.#reader?.close();
    this.#reader = undefined;
  }

  async #bytes(count: number): Promise<Buffer> {
    const bytes = await this.#reader!.take(count);
    if (bytes === undefined) throw new FleetProblem(`${this.#path} ends before the shard does`);
    return bytes;
  }
}
