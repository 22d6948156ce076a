import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GitFiles } from '../../../src/adapters/git/git-files.ts';

let folder = '';
const git = (...args: string[]): void => {
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.test', ...args], {
    cwd: folder,
    stdio: 'pipe',
  });
};
const put = (path: string, content: string): void => writeFileSync(join(folder, path), content);
const read = (ref: string, path: string, bytesMax = 1000) => {
  const found = new GitFiles(join(folder, 'stories/a.yaml'), ref).read(join(folder, path), bytesMax);
  return 'bytes' in found ? found.bytes.toString() : found;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-git-'));
  git('init', '-q', '-b', 'main');
  mkdirSync(join(folder, 'stories'));
  put('stories/a.yaml', 'first');
  put('stories/[b]*.csv', 'cells');
  put('top.txt', 'top');
  put('stories/large.csv', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n');
  symlinkSync('../top.txt', join(folder, 'stories/link'));
  put('.gitattributes', '*.yaml filter=evil diff=evil\n');
  git('add', '.');
  git('commit', '-qm', 'first');
  git('tag', 'v1');
  put('stories/a.yaml', 'second');
  rmSync(join(folder, 'stories/[b]*.csv'));
  git('add', '-A');
  git('commit', '-qm', 'second');
  git('checkout', '-q', '-b', 'feature/ñ');
  git('config', 'filter.evil.smudge', `touch ${join(folder, 'ran')}`);
  git('config', 'diff.evil.textconv', `touch ${join(folder, 'ran')}; cat`);
  git('config', 'core.fsmonitor', `touch ${join(folder, 'ran')}; false`);
  git('config', 'core.pager', `touch ${join(folder, 'ran')}; cat`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['HEAD~1', 'v1', 'HEAD^', 'main~1'])('reads a file as it was at %s', (ref) => {
  expect(read(ref, 'stories/a.yaml')).toBe('first');
});

test.each(['HEAD', 'main', 'feature/ñ', 'feature/ñ@{0}'])('reads a file as it is at %s', (ref) => {
  expect(read(ref, 'stories/a.yaml')).toBe('second');
});

test('reads what is no longer there, and signs of patterns in a name mean themselves', () => {
  expect(read('v1', 'stories/[b]*.csv')).toBe('cells');
  expect(read('HEAD', 'stories/[b]*.csv')).toMatchObject({ isMissing: true });
  expect(read('v1', 'stories/../top.txt')).toBe('top');
});

test.each([
  ['a link', 'stories/link', 'it is a symbolic link'],
  ['a folder', 'stories', 'it is a folder'],
  ['what lies outside', '../other.txt', 'it is outside of the git repository'],
  ['a pointer of Git LFS', 'stories/large.csv', 'git has only a pointer to it: it is kept by Git LFS'],
])('%s is not followed', (_story, path, problem) => {
  expect(read('v1', path)).toEqual({ problem });
});

test('a file over the limit is not read', () => {
  expect(read('v1', 'stories/a.yaml', 4)).toEqual({ problem: 'it is 0.0 MB, and the limit is 0.000004 MB' });
});

describe('what is no name of a commit is refused before git is asked', () => {
  test.each([
    '--output=x',
    '-p',
    'HEAD:top.txt',
    'HEAD..main',
    ':/first',
    'a b',
    '',
    '$(touch ran)',
    'HEAD\u0000',
    'a'.repeat(201),
  ])('%j', (ref) => {
    expect(() => read(ref, 'top.txt')).toThrow(/is no commit, tag or branch/);
  });
});

test('an unknown commit, and a folder without git, say so with a cure', () => {
  expect(() => read('nowhere', 'top.txt')).toThrow('git has no commit nowhere');
  const lonely = mkdtempSync(join(tmpdir(), 'drysend-alone-'));
  try {
    expect(() => new GitFiles(join(lonely, 'a.yaml'), 'HEAD')).toThrow(/is in no git repository/);
  } finally {
    rmSync(lonely, { recursive: true, force: true });
  }
});

test('what a shell or a hook has set for git does not count', () => {
  process.env.GIT_DIR = join(tmpdir(), 'nowhere');
  try {
    expect(read('v1', 'stories/a.yaml')).toBe('first');
  } finally {
    delete process.env.GIT_DIR;
  }
});

test('no filter, file monitor or pager of the repository was run', () => {
  read('v1', 'stories/a.yaml');
  expect(existsSync(join(folder, 'ran'))).toBe(false);
});
