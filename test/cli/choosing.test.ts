import { existsSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const tagged = (title: string, tags: string): string => scenario(title).replace('[first]', `[${tags}]`);
const broken = (title: string): string => scenario(title, '- sms to asha containing "Goodbye"');
const titlesIn = (out: string): string[] =>
  JSON.parse(out).stories.map(({ title }: { title: string }) => title);

describe('--tag', () => {
  test.each([
    [['!slow'], ['A', 'C']],
    [['dst'], ['B', 'C']],
    [['dst', '!slow'], ['C']],
    [['!slow', '!dst'], ['A']],
    [
      ['first', 'dst'],
      ['A', 'B', 'C'],
    ],
  ])('%j chooses %j', async (tags, titles) => {
    put('scenarios/a.yaml', tagged('A', 'first'));
    put('scenarios/b.yaml', tagged('B', 'dst, slow'));
    put('scenarios/c.yaml', tagged('C', 'dst'));
    const { out } = await drysend(['run', '--json', ...tags.flatMap((tag) => ['--tag', tag])]);
    expect(titlesIn(out)).toEqual(titles);
  });

  test('that leaves nothing says what was asked', async () => {
    put('scenarios/a.yaml', tagged('A', 'slow'));
    const { code, err } = await drysend(['run', '--tag', '!slow']);
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringContaining('no story has --tag !slow'),
    });
  });
});

describe('--list', () => {
  test('tells places, titles and tags, what is passed over, and runs nothing', async () => {
    put('stories/a.yaml', tagged('A', 'dst, slow'));
    put('stories/b.yaml', `${broken('B')}---\n${scenario('C').replace('tags: [first]\n', '')}`);
    put('stories/package.json', '{}');
    const { code, out } = await drysend(['run', 'stories', '--list', '--journal', 'run.ndjson']);
    expect({ code, out }).toEqual({
      code: 0,
      out: [
        'stories/a.yaml:1   A  #dst #slow',
        'stories/b.yaml:1   B  #first',
        'stories/b.yaml:19  C',
        '',
        '3 stories in 2 files',
        'passed over  stories/package.json',
        '',
      ].join('\n'),
    });
    expect(existsSync('run.ndjson')).toBe(false);
  });

  test('takes the filters, and --json', async () => {
    put('stories/a.yaml', tagged('A', 'dst'));
    put('stories/b.yaml', scenario('B'));
    const { out } = await drysend(['run', 'stories', '--list', '--json', '--tag', '!dst']);
    expect(JSON.parse(out)).toEqual({
      stories: [{ title: 'B', file: 'stories/b.yaml', line: 1, tags: ['first'], seed: 1 }],
      passed_over: [],
    });
  });
});

describe('--last-failed', () => {
  test('runs what failed until it is mended, also when other stories ran in between', async () => {
    put('scenarios/a.yaml', scenario('A'));
    put('scenarios/b.yaml', broken('B'));
    put('scenarios/c.yaml', broken('C'));
    await drysend(['run']);
    expect(titlesIn((await drysend(['run', '--last-failed', '--json'])).out)).toEqual(['B', 'C']);
    put('scenarios/b.yaml', scenario('B'));
    await drysend(['run', '--grep', 'B']);
    expect(titlesIn((await drysend(['run', '--last-failed', '--json'])).out)).toEqual(['C']);
    put('scenarios/c.yaml', scenario('C'));
    await drysend(['run', '--last-failed']);
    const { code, err } = await drysend(['run', '--last-failed']);
    expect(code).toBe(1);
    expect(err).toContain('no story failed in the last run\nWithout --last-failed all of them run.');
  });

  test('leaves no file where nothing fails, and none to git where something does', async () => {
    put('scenarios/a.yaml', scenario('A'));
    await drysend(['run']);
    expect(existsSync('.drysend')).toBe(false);
    put('scenarios/a.yaml', broken('A'));
    await drysend(['run']);
    expect(readFileSync('.drysend/.gitignore', 'utf8')).toBe('*\n');
  });

  test('takes a file that is not ours for none', async () => {
    put('scenarios/a.yaml', scenario('A'));
    put('.drysend/last-failed.json', '{"failed": [1, {"file": 2}]}');
    expect((await drysend(['run', '--last-failed'])).err).toContain('no story failed');
    put('.drysend/last-failed.json', 'nonsense');
    expect((await drysend(['run', '--last-failed'])).code).toBe(1);
    rmSync('.drysend', { recursive: true });
    put('.drysend', 'a file');
    put('scenarios/a.yaml', broken('A'));
    expect(await drysend(['run'])).toMatchObject({ code: 4, err: '' });
  });
});

test('--update shows how a transcript changes before it is written', async () => {
  put('a.yaml', scenario('A', '- transcript: told.txt'));
  expect((await drysend(['run', 'a.yaml', '--update'])).err).toBe('drysend: --update wrote told.txt\n');
  const first = readFileSync('told.txt', 'utf8');
  put('a.yaml', scenario('A', '- transcript: told.txt').replace('"Hello', '"Good morning'));
  const { code, err } = await drysend(['run', 'a.yaml', '--update']);
  const second = readFileSync('told.txt', 'utf8');
  const [gone, come] = [first, second].map((text) =>
    text.split('\n').find((line) => /Hello|Good/.test(line)),
  );
  expect(code).toBe(0);
  expect(err).toContain('drysend: told.txt: 1 lines go, 1 come\n');
  expect(err).toContain(`  - ${gone?.trim()}\n  + ${come?.trim()}\n`);
  expect(err.trimEnd().endsWith('--update wrote told.txt')).toBe(true);
});
