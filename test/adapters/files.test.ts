import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournalFiles } from '../../src/adapters/journal-file.ts';
import { openLineFile } from '../../src/adapters/line-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('cut off at any moment, the file ends in a whole line', () => {
  const file = openLineFile(join(folder, 'lines.ndjson'));
  for (let index = 0; index < 100_000; index += 1) file.write(`{"index":${index},"text":"नमस्ते"}\n`);
  const text = readFileSync(file.path, 'utf8');
  expect(text.length).toBeGreaterThan(0);
  expect(text.endsWith('}\n')).toBe(true);
  file.close();
  expect(readFileSync(file.path, 'utf8').split('\n')).toHaveLength(100_001);
});

test('closing twice is harmless', () => {
  const file = openLineFile(join(folder, 'x'));
  file.write('a\n');
  file.close();
  file.close();
  expect(readFileSync(file.path, 'utf8')).toBe('a\n');
});

test('an existing folder gets a file for each scenario even without the slash', async () => {
  const files = await openJournalFiles(folder);
  for (const scenario of ['a/visits.yaml', 'b/visits.yml', 'other.json']) files.next(scenario).sink('{}\n');
  files.close();
  expect(readdirSync(folder).sort()).toEqual(['other.ndjson', 'visits-2.ndjson', 'visits.ndjson']);
});
