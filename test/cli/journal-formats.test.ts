/** Every command that reads journals reads what `--journal` writes, whatever its name makes of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as zlib from 'node:zlib';
import { tableFromIPC } from 'apache-arrow';
import { readParquet } from 'parquet-wasm';
import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const names = ['a.ndjson.gz', 'a.parquet', ...('zstdCompressSync' in zlib ? ['a.ndjson.zst'] : [])];

async function run(name: string): Promise<void> {
  put('a.yaml', scenario('A reminder', ''));
  for (const journal of ['plain.ndjson', name]) await drysend(['run', 'a.yaml', '--journal', journal]);
}

describe.each(names)('%s', (name) => {
  test.each([
    ['why', ['--to', 'asha']],
    ['roster', []],
    ['roster', ['--json']],
  ])('%s answers as from NDJSON', async (command, options) => {
    await run(name);
    const plain = await drysend([command, 'plain.ndjson', ...options]);
    const other = await drysend([command, name, ...options]);
    expect(plain.code).toBe(0);
    expect(plain.out).toMatch(/reminder|asha/i);
    expect({ ...other, out: other.out.replaceAll(name, 'plain.ndjson') }).toEqual(plain);
  });

  test('diff finds no change to NDJSON, and finds one to another run', async () => {
    await run(name);
    expect((await drysend(['diff', 'plain.ndjson', name, '--fail-on', 'change'])).code).toBe(0);
    put('b.yaml', scenario('A reminder', '').replace('Hello', 'Good morning'));
    expect((await drysend(['diff', name, 'b.yaml', '--fail-on', 'change'])).code).toBe(4);
  });

  test('plan refuses it as it refuses NDJSON', async () => {
    await run(name);
    const { code, err } = await drysend(['plan', name]);
    expect(code).toBe(1);
    expect(err).toContain(`${name} is a journal`);
  });

  test('merge writes it', async () => {
    await run(name);
    await drysend(['run', 'a.yaml', '--shard', '1/1', '--blob', 'one.blob']);
    expect((await drysend(['merge', 'one.blob', '--journal', `merged-${name}`])).code).toBe(0);
    expect(readFileSync(`merged-${name}`)).toEqual(readFileSync(name));
  });
});

test('a packed journal that is cut off within a block is refused with its place and a cure', async () => {
  await run('a.ndjson.gz');
  writeFileSync('a.ndjson.gz', readFileSync('a.ndjson.gz').subarray(0, -20));
  const { code, err } = await drysend(['roster', 'a.ndjson.gz']);
  expect(code).toBe(2);
  expect(err).toMatch(/cannot read a\.ndjson\.gz.*: a gzip file that is cut off: it ends after \d+ bytes/);
  expect(err).toContain('fetch the file again');
});

test('a packed journal with a changed byte is refused', async () => {
  await run('a.ndjson.gz');
  const bytes = readFileSync('a.ndjson.gz');
  bytes[bytes.length - 6]! ^= 1;
  writeFileSync('a.ndjson.gz', bytes);
  expect((await drysend(['roster', 'a.ndjson.gz'])).err).toContain('its checksum is another');
});

test('Arrow’s own reader finds the rows of a journal in Parquet, with the types of its columns', async () => {
  await run('a.parquet');
  const table = tableFromIPC(readParquet(readFileSync('a.parquet')).intoIPCStream());
  const rows = table.toArray().map((row) => row.toJSON());
  const lines = readFileSync('plain.ndjson', 'utf8').trimEnd().split('\n');
  expect(rows.map(({ kind }) => kind)).toEqual(lines.map((line) => JSON.parse(line).kind));
  const sent = rows.find(({ kind }) => kind === 'sent');
  expect(sent).toMatchObject({ to: 'asha', text: 'Hello Asha', segments: 1 });
  expect(new Date(Number(sent.at)).toISOString()).toBe('2026-03-02T03:30:00.000Z');
  expect(String(table.schema.fields.find(({ name }) => name === 'segments')?.type)).toBe('Int32');
});
