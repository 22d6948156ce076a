import { existsSync, linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { journalPaths, openJournalFiles } from '../../src/adapters/journal-file.ts';
import { closeAll } from '../../src/cli/outputs.ts';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const text = scenario();

describe('an output never overwrites what was read', () => {
  test.each([
    ['the scenario as journal', ['--journal', 'v.yaml']],
    ['the scenario as a report', ['-r', 'json=./v.yaml']],
    ['the scenario as exchanges', ['--exchanges', 'v.yaml']],
    ['through a link', ['--journal', 'soft.ndjson']],
    ['through a second name', ['--journal', 'hard.ndjson']],
  ])('%s', async (_what, options) => {
    put('v.yaml', text);
    symlinkSync('v.yaml', 'soft.ndjson');
    linkSync('v.yaml', 'hard.ndjson');
    const { code, out, err } = await drysend(['run', 'v.yaml', ...options]);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain('would overwrite');
    expect(err).toContain('Give the output a file of its own.');
    expect(readFileSync('v.yaml', 'utf8')).toBe(text);
  });

  test('a file that the scenario uses', async () => {
    put('part.yaml', 'gateways: {OTHER: {type: test}}\n');
    put('v.yaml', `use: part.yaml\n${text}`);
    const { code, err } = await drysend(['run', 'v.yaml', '--journal', 'part.yaml']);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('part.yaml') });
    expect(readFileSync('part.yaml', 'utf8')).toContain('OTHER');
  });

  test('a transcript that it is compared with; nor is a transcript written over a scenario', async () => {
    put('v.yaml', scenario('A', '- transcript: "./told.txt"'));
    put('told.txt', 'kept');
    expect((await drysend(['run', 'v.yaml', '--journal', 'told.txt'])).code).toBe(1);
    expect(readFileSync('told.txt', 'utf8')).toBe('kept');
    put('w.yaml', scenario('A', '- transcript: "./w.yaml"'));
    expect((await drysend(['run', 'w.yaml', '--update'])).code).toBe(1);
    expect(readFileSync('w.yaml', 'utf8')).toContain('scenario: A');
  });
});

test.each([
  ['two reporters', ['-r', 'json=x.txt', '-r', 'pretty=./x.txt'], 'two --reporter'],
  [
    'journal and exchanges',
    ['--journal', 'out/x', '--exchanges', 'out/../out/x'],
    '--journal and --exchanges',
  ],
  ['a journal of a folder and a report', ['--journal', 'out/', '-r', 'json=out/v.ndjson'], 'same file'],
])('%s never share a file', async (_what, options, words) => {
  put('v.yaml', text);
  const { code, out, err } = await drysend(['run', 'v.yaml', ...options]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(words);
});

test.skipIf(process.platform === 'win32')('a device may take several outputs', async () => {
  put('v.yaml', text);
  const { code } = await drysend(['run', 'v.yaml', '--journal', '/dev/null', '--exchanges', '/dev/null']);
  expect(code).toBe(0);
});

test('journals of x.yaml and X.yaml get names that differ in more than letter case', async () => {
  expect(journalPaths('out/', ['x.yaml', 'X.yaml', 'y.yaml'])).toEqual([
    'out/x.ndjson',
    'out/X-2.ndjson',
    'out/y.ndjson',
  ]);
  const files = await openJournalFiles('out/');
  expect(files.next('x.yaml').path).toBe('out/x.ndjson');
  expect(files.next('X.yaml').path).toBe('out/X-2.ndjson');
  files.close();
});

describe.skipIf(process.platform !== 'linux')(
  'on a full disk one line names the file, and it ends in 3',
  () => {
    test.each([
      ['--journal', ['--journal', '/dev/full']],
      ['--exchanges', ['--exchanges', '/dev/full']],
      ['a report', ['-r', 'json=/dev/full']],
    ])('%s', async (_what, options) => {
      put('v.yaml', text);
      const { code, err } = await drysend(['run', 'v.yaml', ...options]);
      expect({ code, err }).toEqual({ code: 3, err: 'drysend: cannot write /dev/full: the disk is full\n' });
    });
  },
);

test('every output is closed although one cannot be, and its error is told', () => {
  const closed: string[] = [];
  const output = (name: string) => ({ close: () => void closed.push(name) });
  const full = {
    close() {
      throw new Error('the disk is full');
    },
  };
  expect(() => closeAll([output('a'), full, undefined, output('b')])).toThrow('the disk is full');
  expect(closed).toEqual(['a', 'b']);
});

describe('folders on the way to an output', () => {
  const outputs: readonly (readonly [command: string, option: string, file: string])[] = [
    ['run', '--journal', 'a.ndjson'],
    ['run', '--journal', 'all/'],
    ['run', '--exchanges', 'a.ndjson'],
    ['run', '--blob', 'a.blob'],
    ['run', '-r', 'json=a.json'],
    ['roster', '--csv', 'a.csv'],
    ['roster', '--xlsx', 'a.xlsx'],
    ['plan', '--ics', 'a.ics'],
    ['plan', '--json', 'a.json'],
    ['plan', '--xlsx', 'a.xlsx'],
    ['diff', '--csv', 'a.csv'],
    ['diff', '--html', 'a.html'],
  ];
  const withOutput = (option: string, folder: string, file: string): string[] => {
    const [name, rest] = file.split('=');
    return [option, rest === undefined ? join(folder, file) : `${name}=${join(folder, rest)}`];
  };
  const files = (command: string): string[] => (command === 'diff' ? ['v.yaml', 'v.yaml'] : ['v.yaml']);

  test.each(outputs)('%s %s %s are made below the working directory', async (command, option, file) => {
    put('v.yaml', text);
    const { code } = await drysend([command, ...files(command), ...withOutput(option, 'x/y', file)]);
    expect(code).toBe(0);
    expect(existsSync(join('x/y', file.split('=').at(-1)!))).toBe(true);
  });

  test.each(outputs)('%s %s %s have to be there elsewhere', async (command, option, file) => {
    put('v.yaml', text);
    const elsewhere = mkdtempSync(join(tmpdir(), 'drysend-elsewhere-'));
    const missing = join(elsewhere, 'nope');
    const { code, err } = await drysend([command, ...files(command), ...withOutput(option, missing, file)]);
    expect({ code, isMade: existsSync(missing) }).toEqual({ code: 1, isMade: false });
    expect(err).toContain(`there is no folder ${missing}`);
    expect(err).toContain('Make it first: drysend makes folders only below the one in which it is started.');
    rmSync(elsewhere, { recursive: true });
  });

  test('a folder that is itself the output is made anywhere, as are those of a new project', async () => {
    put('v.yaml', text);
    const elsewhere = mkdtempSync(join(tmpdir(), 'drysend-elsewhere-'));
    expect((await drysend(['run', 'v.yaml', '--journal', `${join(elsewhere, 'journals')}/`])).code).toBe(0);
    expect(existsSync(join(elsewhere, 'journals/v.ndjson'))).toBe(true);
    expect((await drysend(['init', join(elsewhere, 'project'), '--yes'])).code).toBe(0);
    expect(existsSync(join(elsewhere, 'project/scenarios'))).toBe(true);
    expect((await drysend(['init', join(elsewhere, 'nope/project'), '--yes'])).code).toBe(1);
    rmSync(elsewhere, { recursive: true });
  });
});

test.each([
  ['roster', '--csv', ''],
  ['roster', '--xlsx', 'out/'],
  ['plan', '--ics', ''],
  ['run', '--exchanges', 'out/'],
])('%s %s "%s" is refused before anything runs', async (command, option, path) => {
  put('v.yaml', text);
  const { code, out, err } = await drysend([command, 'v.yaml', option, path]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(
    path === '' ? `${option} names no file` : `${option} out/ names a folder, not a file`,
  );
  expect(err).toContain(`Name a file: ${option} ${path}`);
});

test('run says of a journal what reads it', async () => {
  put('v.yaml', text);
  await drysend(['run', 'v.yaml', '--journal', 'v.ndjson']);
  const { code, err } = await drysend(['run', 'v.ndjson']);
  expect(code).toBe(2);
  expect(err).toContain('It is a journal: drysend roster, why and diff read it.');
});

test('a blob on standard output is refused before anything runs, and no file is named -', async () => {
  put('v.yaml', text);
  const { code, out, err } = await drysend(['run', 'v.yaml', '--blob', '-']);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('a blob is a file: --blob shard.blob');
  expect(existsSync('-')).toBe(false);
});
