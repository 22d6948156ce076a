import { execFileSync } from 'node:child_process';
import { chmodSync, ftruncateSync, linkSync, mkdirSync, openSync, readFileSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FileAccess, NoSuchFolder } from '../../../src/adapters/files/file-access.ts';
import { inEmptyFolder, put } from '../../cli/a-terminal.ts';

inEmptyFolder();

const SECRET = 'KEY-4711';

/** A story's folder beside one that is none of its business. */
function twoFolders(): void {
  put('stories/inside.txt', 'inside');
  put('victim/secret.txt', SECRET);
  symlinkSync('../victim/secret.txt', 'stories/link.txt');
  symlinkSync('../victim', 'stories/folder');
  symlinkSync('inside.txt', 'stories/alias.txt');
  symlinkSync('../victim/nothing.txt', 'stories/dangling.txt');
  symlinkSync('round.txt', 'stories/round.txt');
}

const read = (access: FileAccess, path: string): string => {
  const found = access.read(path, 1000);
  if ('bytes' in found) return found.bytes.toString();
  return 'problem' in found ? `problem: ${found.problem}` : `refused: ${found.refusal.found}`;
};

describe('a story reads below its own folder', () => {
  test.each([
    ['a file', 'stories/inside.txt', 'inside'],
    ['a file by way of another folder', 'stories/../stories/./inside.txt', 'inside'],
    ['a link that stays inside', 'stories/alias.txt', 'inside'],
    ['a file that is not there', 'stories/none.txt', 'problem: no such file or folder'],
    ['a folder', 'stories', 'problem: it is a folder'],
  ])('%s', (_what, path, wanted) => {
    twoFolders();
    expect(read(new FileAccess('stories'), path)).toBe(wanted);
  });

  test.each([
    ['a path with dots', 'stories/../victim/secret.txt'],
    ['a name that only begins like the folder', 'stories-of-others/x.txt'],
    ['a link to a file', 'stories/link.txt'],
    ['a link to a folder', 'stories/folder/secret.txt'],
    ['a link that leads nowhere yet', 'stories/dangling.txt'],
    ['a file that is not there, outside', 'victim/none.txt'],
    ['a file of the system', '/etc/passwd'],
    ['the folder above', 'stories/..'],
  ])('and nothing else: %s', (_what, path) => {
    twoFolders();
    put('stories-of-others/x.txt', SECRET);
    expect(read(new FileAccess('stories'), path)).toMatch(/^refused: .*outside of the story’s folder/);
  });

  test('whether a file outside is there makes no difference to what is said', () => {
    twoFolders();
    const access = new FileAccess('stories');
    expect(access.readRefusal('victim/secret.txt')).toEqual(access.readRefusal('victim/none.txt'));
  });

  test('a link that leads round in a circle, a name that is too long, and a zero byte are told', () => {
    twoFolders();
    const access = new FileAccess('stories');
    expect(read(access, 'stories/round.txt')).toContain('its links lead round in a circle');
    expect(read(access, `stories/${'x'.repeat(300)}`)).toContain('the name is too long');
    expect(read(access, `stories/${'x/'.repeat(3000)}`)).toContain('the name is too long');
    expect(read(access, 'stories/a\0b')).toContain('it is no path of a file');
  });

  test('a folder that is itself reached by a link is the folder it leads to', () => {
    twoFolders();
    symlinkSync('stories', 'entrance');
    expect(read(new FileAccess('entrance'), 'entrance/inside.txt')).toBe('inside');
  });
});

describe('what is allowed besides', () => {
  test('--allow-read opens a folder for reading only, --allow-write for both', () => {
    twoFolders();
    const reading = new FileAccess('stories', { allowRead: ['victim'] });
    expect(read(reading, 'stories/link.txt')).toBe(SECRET);
    expect(reading.otherFolders).toEqual(['victim']);
    expect(reading.writeRefusal('victim/new.txt')).toMatchObject({
      hint: expect.stringContaining('--allow-write victim'),
    });
    const writing = new FileAccess('stories', { allowWrite: ['victim'] });
    expect(read(writing, 'victim/secret.txt')).toBe(SECRET);
    expect(writing.writeRefusal('victim/new.txt')).toBeUndefined();
  });

  test('the cure names the option and the folder, but nothing that a shell would run', () => {
    twoFolders();
    const hint = (path: string) => new FileAccess('stories').readRefusal(path)?.hint;
    expect(hint('victim/secret.txt')).toContain('--allow-read victim ');
    expect(hint('$(reboot)/x')).toContain('--allow-read DIR ');
    expect(hint('--force/x')).toContain('--allow-read DIR ');
  });

  test('a folder that is none is an error', () => {
    put('a.txt', '');
    expect(() => new FileAccess('.', { allowRead: ['none'] })).toThrow(NoSuchFolder);
    expect(() => new FileAccess('.', { allowWrite: ['a.txt'] })).toThrow('a.txt is not a folder');
  });
});

describe('writing', () => {
  test.each([
    ['outside', '../victim/secret.txt', 'outside of the story’s folder'],
    ['outside by a link to a folder', 'folder/new.txt', 'leads outside'],
    ['through a link', 'alias.txt', 'it is a symbolic link'],
    ['through a link that leads nowhere', 'dangling.txt', 'leads outside'],
    ['over a folder', 'sub', 'it is not a regular file'],
    ['a hidden file', '.bashrc', 'begins with a dot'],
    ['into a hidden folder', '.git/config', 'begins with a dot'],
  ])('is refused %s', (_how, path, wanted) => {
    twoFolders();
    mkdirSync('stories/sub');
    const access = new FileAccess('stories');
    expect(access.writeRefusal(`stories/${path}`)?.found).toContain(wanted);
    expect(() => access.write(`stories/${path}`, 'mine')).toThrow(wanted);
    expect(readFileSync('victim/secret.txt', 'utf8')).toBe(SECRET);
    expect(readFileSync('stories/inside.txt', 'utf8')).toBe('inside');
  });

  test('makes a new file, and leaves the other name of one with two names as it was', () => {
    twoFolders();
    linkSync('victim/secret.txt', 'stories/hard.txt');
    const access = new FileAccess('stories');
    access.write('stories/deep/new.txt', 'new');
    access.write('stories/hard.txt', 'mine');
    expect(readFileSync('stories/deep/new.txt', 'utf8')).toBe('new');
    expect(readFileSync('stories/hard.txt', 'utf8')).toBe('mine');
    expect(readFileSync('victim/secret.txt', 'utf8')).toBe(SECRET);
  });
});

describe('only regular files are read', () => {
  test.skipIf(process.platform === 'win32')('no pipe, and without waiting for one', () => {
    execFileSync('mkfifo', ['pipe']);
    expect(read(new FileAccess('.'), 'pipe')).toBe('problem: it is not a regular file');
  });

  test.skipIf(process.platform !== 'linux')('no device, and no file whose size is not what it says', () => {
    const access = new FileAccess('.', { allowRead: ['/dev', '/proc'] });
    for (const device of ['zero', 'null', 'full', 'urandom']) {
      expect(read(access, `/dev/${device}`)).toBe('problem: it is not a regular file');
    }
    for (const file of ['self/environ', 'self/cmdline', 'cpuinfo', 'meminfo']) {
      expect(read(access, `/proc/${file}`)).toMatch(/^problem: its size is not what it says/);
    }
  });

  test('a huge one costs nothing, and the limit is told', () => {
    ftruncateSync(openSync('huge', 'w'), 2 ** 40);
    const found = new FileAccess('.').read('huge', 64_000_000);
    expect(found).toEqual({ problem: 'it is 1099511.6 MB, and the limit is 64 MB', isTooLarge: true });
  });

  test('all files of one story together have a limit too', () => {
    ftruncateSync(openSync('zeros', 'w'), 60_000_000);
    const access = new FileAccess('.');
    const told = Array.from({ length: 5 }, () => access.read('zeros', 64_000_000));
    expect(told.map((one) => 'bytes' in one)).toEqual([true, true, true, true, false]);
    expect(told.at(-1)).toEqual({ problem: 'the files of this story have more than 256 MB together' });
  });

  test('one that this user may not read is told', () => {
    put('mine', 'x');
    chmodSync('.', 0o755);
    chmodSync('mine', 0);
    const access = new FileAccess('.');
    expect(asAnybody(() => read(access, 'mine'))).toBe('problem: permission denied');
  });
});

/** Root may read everything: it does this as a user who may not. */
function asAnybody<T>(work: () => T): T {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}
