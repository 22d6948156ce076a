import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ShardFile, ShardFileWriter } from '../../src/fleet/shard-file.ts';
import { ROW, type ShardBlock } from '../../src/shards/unit-rows.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shard-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const blockOf = (rows: number, text: string): ShardBlock => ({
  rows: Float64Array.from({ length: rows * ROW }, (_, index) => index / 3),
  bytes: Buffer.from(text),
});

test('the blocks of a shard and its end are read back as they were', async () => {
  const path = join(folder, 'shard');
  const writer = new ShardFileWriter(path);
  // A length that is no multiple of eight comes before the numbers of the next block.
  const blocks = [blockOf(2, '{"seq":0}\n'), blockOf(0, ''), blockOf(500, 'नमस्ते\n'.repeat(200_000))];
  for (const block of blocks) writer.block(block);
  const { sha256, bytes } = writer.end({ entries: 3, ledger: new Map([['A', { count: 1, sum: 2 }]]) });
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(bytes).toBeGreaterThan(3_000_000);

  const file = new ShardFile<{ entries: number; ledger: Map<string, unknown> }>(path);
  for (const { rows, bytes: text } of blocks) {
    const block = await file.next();
    expect(block!.rows).toEqual(rows);
    expect(Buffer.compare(Buffer.from(block!.bytes), Buffer.from(text))).toBe(0);
  }
  expect(await file.next()).toBeUndefined();
  expect(file.end).toEqual({ entries: 3, ledger: new Map([['A', { count: 1, sum: 2 }]]) });
  expect(await file.next()).toBeUndefined();
  await file.close();
});

test('a file that ends too early is a problem, and no end', async () => {
  const path = join(folder, 'shard');
  const writer = new ShardFileWriter(path);
  writer.block(blockOf(1, 'a line\n'));
  const { bytes } = writer.end({});
  truncateSync(path, bytes - 3);
  const file = new ShardFile(path);
  await file.next();
  await expect(file.next()).rejects.toThrow('ends before the shard does');
  expect(() => file.end).toThrow();
  await file.close();
});
