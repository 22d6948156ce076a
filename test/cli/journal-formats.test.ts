/** Every command that reads journals reads what `--journal` writes, whatever its name makes of it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import * as zlib from 'node:zlib';
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

const pythonReader = `
import sys
import pyarrow.parquet as pq
table = pq.read_table(sys.argv[1])
sent = [row for row in table.to_pylist() if row["kind"] == "sent"]
print(len(sent), sent[0]["to"], sent[0]["text"], sent[0]["at"].isoformat(), table.schema.field("segments").type)
`;
const hasPyarrow = (() => {
  try {
    execFileSync('python3', ['-c', 'import pyarrow'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('pyarrow is not installed: a journal in Parquet is not read by it');
    return false;
  }
})();

test.runIf(hasPyarrow)('pyarrow reads a journal in Parquet with the types of its columns', async () => {
  await run('a.parquet');
  const out = execFileSync('python3', ['-c', pythonReader, 'a.parquet'], { encoding: 'utf8' });
  expect(out).toBe('1 asha Hello Asha 2026-03-02T03:30:00+00:00 int32\n');
});
