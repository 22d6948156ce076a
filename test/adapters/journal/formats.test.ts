import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isJournalFile, journalLines } from '../../../src/adapters/files/journal-lines.ts';
import { journalFormat } from '../../../src/adapters/journal/journal-format.ts';
import { openJournalFiles } from '../../../src/adapters/journal-file.ts';
import { endLine, entryLine, runLine } from '../../../src/core/journal/lines.ts';
import { createTotals } from '../../../src/core/journal/totals.ts';
import type { Entry } from '../../../src/core/model/entry.ts';
import { anyEntry, asSent, nine } from '../../core/journal/an-entry.ts';

const header = { scenario: 's "1"', seed: 1, tz: '2026f', starts: nine, ends: nine };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const canWriteZstd = 'zstdCompressSync' in zlib;
const formats = ['j.ndjson', 'j.ndjson.gz', 'j.parquet', ...(canWriteZstd ? ['j.ndjson.zst'] : [])];

const linesFor = (entries: readonly Entry[]): string[] => [
  runLine(header),
  ...entries.map((entry, index) => entryLine(index + 1, entry)),
  endLine(createTotals().totals()),
];

async function write(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  const files = await openJournalFiles(path);
  const { sink } = files.next('a.yaml');
  for (const line of lines) sink(line);
  files.close();
  return path;
}

const readBack = (path: string): string[] => [...journalLines(path)].map((line) => `${line}\n`);

test('a file is written as its name says', () => {
  expect(['a', 'a.ndjson', 'a.ndjson.gz', 'A.NDJSON.GZ', 'a.zst', 'a.parquet'].map(journalFormat)).toEqual([
    ...['ndjson', 'ndjson', 'gzip', 'gzip', 'zstd', 'parquet'],
  ]);
});

for (const name of formats) {
  test(`${name}: entries of every kind are read back as the lines that were written, byte for byte`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEntry, { maxLength: 30 }), async (entries) => {
        const lines = linesFor(entries);
        const path = await write(name, lines);
        expect(isJournalFile(path)).toBe(true);
        expect(readBack(path)).toEqual(lines);
      }),
      { numRuns: 40 },
    );
  });

  test(`${name}: two runs one after another and 45,000 entries are read back`, async () => {
    const entries = Array.from({ length: 45_000 }, (_, index): Entry => ({ ...asSent, at: nine + index }));
    const lines = [...linesFor(entries), ...linesFor([asSent])];
    expect(readBack(await write(name, lines))).toEqual(lines);
  });

  test(`${name}: a run that is broken off leaves what it had`, async () => {
    const lines = linesFor([asSent, asSent]).slice(0, -1);
    expect(readBack(await write(name, lines))).toEqual(lines);
  });
}

test('what is packed is NDJSON that any gzip reads', async () => {
  const lines = linesFor([asSent]);
  expect(gunzipSync(readFileSync(await write('j.ndjson.gz', lines))).toString()).toBe(lines.join(''));
});

test('a gzip file cut off behind a block is read up to there', async () => {
  const entries = Array.from({ length: 9000 }, (): Entry => asSent);
  const path = await write('j.ndjson.gz', linesFor(entries));
  const bytes = readFileSync(path);
  const second = bytes.indexOf(Buffer.from([0x1f, 0x8b, 8, 0]), 10);
  writeFileSync(path, bytes.subarray(0, second));
  const back = readBack(path);
  expect(back.length).toBeGreaterThan(100);
  expect(back).toEqual(linesFor(entries).slice(0, back.length));
});

test('a column of Parquet has the type of its field', async () => {
  const path = await write('j.parquet', linesFor([asSent]));
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
  expect(rows.map(({ kind }) => kind)).toEqual(['run', 'sent', 'end']);
  const { seq, at, text, attempts, because } = rows[1]!;
  expect({ seq, at, text, attempts }).toEqual({
    seq: 1n,
    at: new Date(nine),
    text: asSent.text,
    attempts: asSent.attempts,
  });
  expect(JSON.parse(because)).toEqual(asSent.because);
});

test('other tables in Parquet are no journals', async () => {
  const path = join(folder, 'other.parquet');
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  writeFileSync(path, Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'a', data: [1, 2] }] })));
  expect(isJournalFile(path)).toBe(false);
});

test.runIf(!canWriteZstd)('this Node cannot write zstd, and says which can', async () => {
  await expect(openJournalFiles(join(folder, 'j.ndjson.zst'))).rejects.toThrow('22.15');
});

const hasZstd = (() => {
  try {
    execFileSync('zstd', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('zstd is not installed: journals that it packed are not read');
    return false;
  }
})();

test.runIf(hasZstd)('a journal that zstd packed is read, on every Node', async () => {
  const lines = linesFor(Array.from({ length: 9000 }, (): Entry => asSent));
  const path = await write('j.ndjson', lines);
  execFileSync('zstd', ['-q', path]);
  expect(isJournalFile(`${path}.zst`)).toBe(true);
  expect(readBack(`${path}.zst`)).toEqual(lines);
});
