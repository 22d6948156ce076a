import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { exportOf } from '../../bench/roster-export.mjs';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';
import { putExport, putProgramme } from './programmes.ts';

inEmptyFolder();

const spillSizes = { fileBytes: 0, partCases: 50 };

test.each([
  ['pretty', 'women.csv'],
  ['json', 'women.csv'],
  ['sarif', 'women.csv'],
  ['json', 'women.csv.gz'],
])('check of cases on a disk tells what it tells of cases in memory: %s of %s', async (format, file) => {
  const { csv, story } = exportOf(2000);
  put(file, file.endsWith('.gz') ? gzipSync(csv) : csv);
  put('year.yaml', story.replace('women.csv', file));
  const args = ['check', 'year.yaml', '--format', format];
  const inMemory = await drysend(args);
  const onDisk = await drysend(args, { spillSizes });
  expect(inMemory.out).toContain('NUMBER_SHARED');
  expect(onDisk.out).toBe(inMemory.out);
  expect(onDisk.code).toBe(inMemory.code);
  expect(onDisk.err).toContain(`the 2,000 cases of ${file} are kept in`);
});

const PARTS = [7, 50, 1000];

test.each([
  ['roster', putExport],
  ['roster', putProgramme],
  ['plan', putExport],
  ['plan', putProgramme],
])(
  '%s part by part prints what it prints of cases in memory',
  async (command, putStory) => {
    putStory();
    const alone = command === 'roster' ? ['--workers', '1'] : [];
    const inMemory = await drysend([command, 'year.yaml', ...alone]);
    expect(inMemory.code).toBe(0);
    for (const partCases of PARTS) {
      const onDisk = await drysend([command, 'year.yaml'], { spillSizes: { fileBytes: 0, partCases } });
      expect(onDisk.out).toBe(inMemory.out);
      expect(onDisk.err).not.toContain('read into memory');
    }
  },
  120_000,
);

test('what all cases share is named, and they are read into memory', async () => {
  putProgramme();
  const story = readFileSync('year.yaml', 'utf8');
  put('year.yaml', story.replace('number: "100"', 'number: "100", rate_per_minute: "60"'));
  const inMemory = await drysend(['plan', 'year.yaml']);
  const onDisk = await drysend(['plan', 'year.yaml'], { spillSizes });
  expect(onDisk.out).toBe(inMemory.out);
  expect(onDisk.err).toContain('gateway B: rate_per_minute is shared by all it sends to');
  expect(onDisk.err).toContain('all its cases are read into memory');
});

test('a daily limit that all parts together meet is named, and holds as in one run', async () => {
  putProgramme();
  put('year.yaml', readFileSync('year.yaml', 'utf8').replace('daily_limit: none', 'daily_limit: "100"'));
  const inMemory = await drysend(['roster', 'year.yaml', '--workers', '1']);
  const onDisk = await drysend(['roster', 'year.yaml'], { spillSizes });
  expect(onDisk.out).toBe(inMemory.out);
  expect(onDisk.err).toContain('the daily limit of demo is met');
});

test('a damaged row is told with its place', async () => {
  const { csv, story } = exportOf(400);
  const lines = csv.split('\n');
  lines[314] = 'one cell';
  put('women.csv', lines.join('\n'));
  put('year.yaml', story);
  for (const command of ['check', 'plan', 'roster', 'run']) {
    const { code, out, err } = await drysend([command, 'year.yaml'], { spillSizes });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('women.csv row 315 column B: a row of 1 cell');
  }
});

test('a gzip that ends too early is told with the row it came to', async () => {
  const { csv, story } = exportOf(2000);
  const packed = gzipSync(csv);
  put('women.csv.gz', packed.subarray(0, packed.length / 2));
  put('year.yaml', story.replace('women.csv', 'women.csv.gz'));
  const { code, err } = await drysend(['check', 'year.yaml'], { spillSizes });
  expect(code).toBe(2);
  expect(err).toMatch(/women\.csv\.gz row \d+: /);
});

test('a folder for the cases that is not there is told with a cure', async () => {
  putExport();
  const { code, err } = await drysend(['check', 'year.yaml', '--spill', 'nowhere'], { spillSizes });
  expect(code).toBe(3);
  expect(err).toMatch(/the cases of women\.csv have no room in .*nowhere: no such file or folder/);
  expect(err).toContain('--spill FOLDER');
});

test('nothing of the cases is left in the folder', async () => {
  putExport();
  mkdirSync('spill');
  await drysend(['roster', 'year.yaml', '--spill', 'spill'], { spillSizes });
  expect(readdirSync('spill')).toEqual([]);
});
