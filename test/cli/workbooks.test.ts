/** The built command on workbooks that are larger than they look, in a process that may have little memory. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bomb, cell, row, soundRows, workbookOf } from '../imports/a-workbook.ts';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const story = `scenario: From a workbook
import: [{file: women.xlsx, type: pregnancy, register_at: 2026-03-02 10:00}]
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-workbook-'));
  writeFileSync(join(folder, 'story.yaml'), story);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** With 192 MB of heap; the most memory it ever had is written into a file at its end. */
function run(workbook: Uint8Array) {
  writeFileSync(join(folder, 'women.xlsx'), workbook);
  const peak = join(folder, 'peak');
  const hook = `import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(peak)},String(process.resourceUsage().maxRSS)))`;
  const args = ['--max-old-space-size=192', '--import', `data:text/javascript,${hook}`, cli, 'run', '.'];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  return { status, stderr, peakMb: Number(readFileSync(peak, 'utf8')) / 1024 };
}

test('one cell at XFD1048576 is a problem of the story, which names the cell and the limits', () => {
  const { bytes } = workbookOf(soundRows + row(1_048_576, cell('XFD1048576', 'x')));
  const { status, stderr, peakMb } = run(bytes);
  expect(stderr).toContain('"women.xlsx": a cell at XFD1048576 (xl/worksheets/sheet1.xml)');
  expect(stderr).toContain('at most 200001 rows and 2000 columns with something in them');
  expect(status).toBe(2);
  expect(peakMb).toBeLessThan(400);
});

test('three gigabytes in a file of three megabytes are a problem that names the limit', () => {
  const { status, stderr, peakMb } = run(bomb(3 * 1024 ** 3, 3 * 1024 ** 3));
  expect(stderr).toContain('a workbook that unpacks to more than 134217728 bytes');
  expect(stderr).toContain('at most 134217728 bytes unpacked');
  expect(status).toBe(2);
  expect(peakMb).toBeLessThan(600);
});

test('a sound workbook is read in the same memory', () => {
  const rows = Array.from({ length: 3000 }, (_, index) =>
    row(index + 3, cell(`A${index + 3}`, `${index}`) + cell(`B${index + 3}`, `Meera ${index}`)),
  );
  const { status, stderr } = run(workbookOf(soundRows + rows.join('')).bytes);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
