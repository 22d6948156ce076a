import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CannotResume } from '../../../src/adapters/journal/cannot-resume.ts';
import { openJournalFiles } from '../../../src/adapters/journal-file.ts';
import { endLine, entryLine, runLine } from '../../../src/core/journal/lines.ts';
import { createTotals } from '../../../src/core/journal/totals.ts';
import { asSent, nine } from '../../core/journal/an-entry.ts';

const header = { scenario: 's', seed: 1, tz: '2026f', starts: nine, ends: nine };
/** Several blocks of each format. */
const ENTRIES = 21_000;
const lines = [
  runLine(header),
  ...Array.from({ length: ENTRIES }, (_, index) => entryLine(index + 1, { ...asSent, at: nine + index * 7 })),
  endLine(createTotals().totals()),
];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Resumed {
  readonly made: number;
  readonly isPast: boolean;
}

async function write(path: string, all: readonly string[], isResumed = false): Promise<Resumed | undefined> {
  let resumed: Resumed | undefined;
  const files = await openJournalFiles(
    path,
    isResumed ? (_path, made, isPast) => (resumed = { made, isPast }) : undefined,
  );
  try {
    const { sink } = files.next('a.yaml');
    for (const line of all) sink(line);
  } finally {
    files.close();
  }
  return resumed;
}

describe.each(['j.ndjson', 'j.ndjson.gz', 'j.parquet'])('%s', (name) => {
  let path = '';
  let whole: Buffer;
  beforeEach(async () => {
    path = join(folder, name);
    await write(join(folder, `whole-${name}`), lines);
    whole = readFileSync(join(folder, `whole-${name}`));
  });

  test.each([1, 9000, 20_001, ENTRIES + 1])(
    'broken off after %i lines it is gone on with to the same bytes',
    async (count) => {
      await write(path, lines.slice(0, count));
      expect(await write(path, lines, true)).toEqual({ made: count, isPast: true });
      expect(readFileSync(path).equals(whole)).toBe(true);
    },
  );

  test('one that is whole stays as it is', async () => {
    writeFileSync(path, whole);
    expect(await write(path, lines, true)).toEqual({ made: lines.length, isPast: true });
    expect(readFileSync(path).equals(whole)).toBe(true);
  });

  test('another line in it is refused by its number, and the file is as it was', async () => {
    const other = lines.slice(0, 20_500).with(20_100, lines[0]!);
    await write(path, other);
    const before = readFileSync(path);
    const refusal = await write(path, lines, true).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CannotResume);
    expect(refusal).toMatchObject({ line: 20_101, path });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('broken off again before it is past what was there, it is as it was', async () => {
    await write(path, lines.slice(0, 20_500));
    const before = readFileSync(path);
    expect(await write(path, lines.slice(0, 12_345), true)).toEqual({ made: 12_345, isPast: false });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('one that is not there is begun', async () => {
    expect(await write(path, lines, true)).toBeUndefined();
    expect(readFileSync(path).equals(whole)).toBe(true);
  });
});

test.each(['j.ndjson', 'j.ndjson.gz'])(
  '%s that a killed process left, cut at any byte, is gone on with',
  async (name) => {
    const path = join(folder, name);
    await write(path, lines);
    const whole = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 30, max: whole.length }), async (length) => {
        writeFileSync(path, whole.subarray(0, length));
        await write(path, lines, true);
        expect(readFileSync(path).equals(whole)).toBe(true);
      }),
      { numRuns: 8 },
    );
  },
);

test('Parquet without its footer is refused, and the file is as it was', async () => {
  const path = join(folder, 'j.parquet');
  await write(path, lines);
  const cut = readFileSync(path).subarray(0, -100);
  writeFileSync(path, cut);
  await expect(write(path, lines, true)).rejects.toBeInstanceOf(CannotResume);
  expect(readFileSync(path).equals(cut)).toBe(true);
});
