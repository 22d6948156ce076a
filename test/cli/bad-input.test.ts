import { ftruncateSync, mkdirSync, openSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drysend, type Ended, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

/** Ends with this code, says this, and never with a stack trace. */
function expectRefusal({ code, err, out }: Ended, wanted: number, ...words: readonly string[]): void {
  expect(code).toBe(wanted);
  for (const word of words) expect(err).toContain(word);
  expect(err + out).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
}

describe('1: what cannot be run because of how it was asked', () => {
  test('a missing file', async () => {
    expectRefusal(await drysend(['run', 'none.yaml']), 1, 'no such file or folder: none.yaml');
  });

  test('no scenarios folder', async () => {
    expectRefusal(await drysend(['run']), 1, 'there is no scenarios folder here', 'drysend run');
  });

  test('a folder without scenarios', async () => {
    mkdirSync('empty');
    expectRefusal(await drysend(['run', 'empty']), 1, 'nothing to run', 'empty', '.yaml');
  });

  test('words that no title has', async () => {
    put('scenarios/a.yaml', scenario());
    expectRefusal(await drysend(['run', '--grep', 'nope']), 1, 'nothing to run', 'A reminder');
  });

  test('a tag that is nearly one', async () => {
    put('scenarios/a.yaml', scenario());
    expectRefusal(await drysend(['run', '--tag', 'frist']), 1, 'did you mean "first"?');
  });

  test('an import that is not there is the one problem, and not the times that it would have brought', async () => {
    put('x.yaml', 'scenario: s\nimport:\n  - {file: absent.csv, type: w, register_at: 2026-03-02 10:00}\n');
    const { code, err } = await drysend(['run', 'x.yaml']);
    expect(code).toBe(2);
    expect(err).toContain('absent.csv');
    expect(err).not.toContain('no time');
  });

  test('a regular expression that is none', async () => {
    put('scenarios/a.yaml', scenario());
    expectRefusal(await drysend(['run', '--grep', '/(/']), 1, 'not a regular expression');
  });

  test('an unknown reporter', async () => {
    put('scenarios/a.yaml', scenario());
    expectRefusal(
      await drysend(['run', '--reporter', 'prety']),
      1,
      'did you mean "pretty"?',
      'pretty, dots, json',
    );
  });

  test('two reporters on one screen', async () => {
    put('scenarios/a.yaml', scenario());
    expectRefusal(await drysend(['run', '--reporter', 'dots', '--json']), 1, 'only one reporter');
  });

  test('a report for a browser on the screen', async () => {
    put('scenarios/a.yaml', scenario());
    expectRefusal(await drysend(['run', '--reporter', 'html']), 1, '--reporter html=report.html');
  });

  test('a journal that cannot be written', async () => {
    put('scenarios/a.yaml', scenario());
    put('file', '');
    expectRefusal(await drysend(['run', '--journal', 'file/j.ndjson']), 1, 'cannot write file/j.ndjson');
  });

  test.each([
    ['an unknown command', ['rnu'], 'Did you mean run?'],
    ['an unknown option', ['run', '--grpe', 'x'], 'Did you mean --grep?'],
    ['an option that there is not', ['run', '--quantity', '2'], 'unknown option'],
    ['a seed that is no number', ['run', '--seed', 'x'], 'whole number'],
    ['an unknown level', ['run', '--journal-level', 'some'], 'all, sent'],
  ])('%s', async (_story, args, words) => {
    expectRefusal(await drysend(args), 1, words);
  });
});

describe('2: what cannot be read', () => {
  test('all problems of all files, each with its place; nothing runs', async () => {
    put('scenarios/a.yaml', scenario().replace('Asia/Kolkata', 'Asia/Kolkatta'));
    put('scenarios/b.yaml', `${scenario()}nonsense: yes\n`);
    put('scenarios/good.yaml', scenario('Good'));
    const ended = await drysend(['run']);
    expectRefusal(
      ended,
      2,
      'scenarios/a.yaml:3:',
      'Asia/Kolkata',
      'scenarios/b.yaml:',
      'nonsense',
      '2 files',
    );
    expect(ended.out).toBe('');
  });

  test('a file of 50 MB, looked at but not read, with the limit named', async () => {
    ftruncateSync(openSync('big.yaml', 'w'), 50_000_000);
    expectRefusal(await drysend(['run', 'big.yaml']), 2, 'big.yaml', '50.0 MB', 'limit is 5 MB');
  });

  test.each([
    ['a binary file', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'binary'],
    ['bytes that are no UTF-8', Buffer.from([0x73, 0xe9, 0x20, 0x61]), 'not UTF-8'],
    ['UTF-16', Buffer.from('\ufeffscenario: x', 'utf16le'), 'UTF-16'],
    ['an empty file', '', 'scenario'],
    ['a file of nothing but comments', '# nothing\n', 'scenario'],
    ['YAML that does not parse', 'scenario: [', 'bad.yaml:1:'],
    ['a list', '- a\n- b\n', 'bad.yaml:1:'],
    ['an alias bomb', bomb(), 'bad.yaml'],
  ])('%s', async (_story, content, words) => {
    put('bad.yaml', content);
    expectRefusal(await drysend(['run', 'bad.yaml']), 2, 'bad.yaml', words);
  });

  test('a link that leads round in a circle', async () => {
    mkdirSync('scenarios');
    symlinkSync('b.yaml', 'scenarios/a.yaml');
    symlinkSync('a.yaml', 'scenarios/b.yaml');
    expectRefusal(await drysend(['run']), 2, 'scenarios/a.yaml', 'links lead round in a circle');
  });
});

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let index = 1; index < 12; index += 1) {
    lines.push(`a${index}: &a${index} [${Array.from({ length: 10 }, () => `*a${index - 1}`).join(', ')}]`);
  }
  return `${lines.join('\n')}\n`;
}
