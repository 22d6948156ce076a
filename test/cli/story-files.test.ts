import { execFileSync } from 'node:child_process';
import {
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readScenario, rehearse, ScenarioError } from '../../src/index.ts';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const SECRET = 'PRIVATE-KEY-4711';
const KEY = `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----\n`;
const withTranscript = (path: string): string => scenario('A', `- transcript: ${JSON.stringify(path)}`);
const importing = (path: string): string =>
  `${scenario('A', '')}import:\n  - {file: ${JSON.stringify(path)}, type: mother}\n`;

describe('--update', () => {
  test.each([
    ['above the story’s folder', '../victim/.bashrc'],
    ['by an absolute path', 'ABSOLUTE'],
    ['through a symbolic link', 'link.txt'],
    ['through a link to a folder', 'folder/.bashrc'],
    ['with backslashes', '..\\victim\\.bashrc'],
  ])('writes no file %s, and says where the story names it', async (_how, path) => {
    put('victim/.bashrc', 'export A=1\n');
    mkdirSync('stories');
    symlinkSync('../victim/.bashrc', 'stories/link.txt');
    symlinkSync('../victim', 'stories/folder');
    put('stories/a.yaml', withTranscript(path === 'ABSOLUTE' ? resolve('victim/.bashrc') : path));
    const { code, out, err } = await drysend(['run', 'stories', '--update']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^stories\/a\.yaml:17:\d+ {2}expect\[0\]\.transcript/);
    expect(err).toMatch(/outside of the story’s folder/);
    expect(err).toMatch(/hint {4}--allow-read \S+ .*opens another folder/);
    expect(readFileSync('victim/.bashrc', 'utf8')).toBe('export A=1\n');
  });

  test('writes through no link at all, nor a hidden file', async () => {
    put('told.txt', 'kept\n');
    symlinkSync('told.txt', 'link.txt');
    put('a.yaml', withTranscript('link.txt'));
    put('b.yaml', withTranscript('.envrc'));
    const { code, err } = await drysend(['run', 'a.yaml', 'b.yaml', '--update']);
    expect(code).toBe(2);
    expect(err).toContain('a.yaml:17:17  transcript\n  found   "link.txt": it is a symbolic link');
    expect(err).toContain('b.yaml:17:17  transcript\n  found   ".envrc": its name');
    expect(err).toContain('2 problems');
    expect(readFileSync('told.txt', 'utf8')).toBe('kept\n');
    expect(existsSync('.envrc')).toBe(false);
  });

  test('lists what it wrote, once and only when it changed', async () => {
    put('stories/a.yaml', withTranscript('told/a.txt'));
    const first = await drysend(['run', 'stories', '--update', '--json']);
    expect(first).toMatchObject({ code: 0, err: 'drysend: --update wrote stories/told/a.txt\n' });
    expect(JSON.parse(first.out)).toMatchObject({ ok: true });
    expect(await drysend(['run', 'stories', '--update'])).toMatchObject({ code: 0, err: '' });
  });

  test('writes where --allow-write says', async () => {
    put('stories/a.yaml', withTranscript('../told/a.txt'));
    mkdirSync('told');
    const { code, err } = await drysend(['run', 'stories', '--update', '--allow-read', 'told']);
    expect(code).toBe(2);
    expect(err).toContain('--allow-write told');
    expect(readdirSync('told')).toEqual([]);
    expect((await drysend(['run', 'stories', '--update', '--allow-write', 'told'])).code).toBe(0);
    expect(readdirSync('told')).toEqual(['a.txt']);
    expect((await drysend(['run', 'stories', '--allow-read', 'told'])).code).toBe(0);
  });
});

describe('a file outside is neither read nor shown', () => {
  const stories = {
    use: `use: ../x.yml\n${scenario()}`,
    import: importing('../key.pem'),
    'import by an absolute path': '',
    transcript: withTranscript('../key.pem'),
    'use through a link': `use: link.part\n${scenario()}`,
    'import through a link': importing('folder/key.pem'),
  };

  test.each(Object.keys(stories) as (keyof typeof stories)[])('%s', async (name) => {
    put('key.pem', KEY);
    put('x.yml', `password: ${SECRET}\n`);
    mkdirSync('stories');
    symlinkSync('../x.yml', 'stories/link.part');
    symlinkSync('..', 'stories/folder');
    put('stories/a.yaml', stories[name] || importing(resolve('key.pem')));
    for (const args of [
      ['run', 'stories'],
      ['why', 'stories/a.yaml', '--case', 'asha'],
      ['gateways', 'stories/a.yaml'],
    ]) {
      const { code, out, err } = await drysend(args);
      expect(code).toBe(2);
      expect(out + err).not.toContain(SECRET);
      expect(err).toMatch(/^stories\/a\.yaml:\d+:\d+/);
      expect(err).toContain('outside of the story’s folder');
      expect(err).toMatch(/hint {4}--allow-read/);
    }
    expect(() => rehearse('stories/a.yaml')).toThrow(ScenarioError);
    expect(() => rehearse('stories/a.yaml')).toThrow(/outside of the story’s folder/);
    expect(() => rehearse('stories/a.yaml')).not.toThrow(SECRET);
  });

  test('a story that is itself a link to one', async () => {
    put('key.yaml', KEY);
    put('stories/a.yaml', scenario());
    symlinkSync('../key.yaml', 'stories/b.yaml');
    const { code, err } = await drysend(['run', 'stories']);
    expect(code).toBe(2);
    expect(err).toContain('stories/b.yaml\n  cannot be read: a symbolic link leads outside');
    expect(err).not.toContain(SECRET);
  });
});

test.each([
  ['no YAML', KEY],
  ['no YAML, with keys', `api_token: ${SECRET}\nuser: [\n`],
  ['another program’s', `apiVersion: v1\nkind: Config\nusers: [{name: ${SECRET}}]\n${SECRET}: x\n`],
])('of a used file that is no part of a scenario nothing is shown: %s', async (_what, text) => {
  put('secrets.yml', text);
  put('a.yaml', `use: secrets.yml\n${scenario()}`);
  const { code, err } = await drysend(['run', 'a.yaml']);
  expect(code).toBe(2);
  expect(err).toContain('a.yaml:1:6  use');
  expect(err).toContain('"secrets.yml" is no part of a scenario');
  expect(err).not.toContain(SECRET);
});

test('a part that is not sound is still shown where it is not', async () => {
  put('part.yml', 'gateways:\n  GW: {type: tset}\nalerst: {}\n');
  put('a.yaml', `use: part.yml\n${scenario()}`);
  const { err } = await drysend(['run', 'a.yaml']);
  expect(err).toContain('did you mean "alerts"?');
  expect(err).toContain('GW: {type: tset}');
});

describe('the folder that the command line names is the root', () => {
  const tree = (): void => {
    put('all/shared/part.yaml', 'gateways: {OTHER: {type: test}}\n');
    put('all/visits/a.yaml', `use: ../shared/part.yaml\n${scenario('A', '- nothing to asha')}`);
  };

  test('and the line that does it again names it too', async () => {
    tree();
    const { code, out } = await drysend(['run', 'all']);
    expect(code).toBe(4);
    const again = /drysend (run all\/visits\/a\.yaml .*)/.exec(out)?.[1] ?? '';
    expect(again).toContain('--allow-read all');
    expect((await drysend(again.replaceAll('"', '').split(' '))).code).toBe(4);
  });

  test('a single file has its own folder, and the cure for more', async () => {
    tree();
    const refused = await drysend(['why', 'all/visits/a.yaml', '--case', 'asha']);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('a file below all/visits\n');
    expect(refused.err).toContain('--allow-read all/shared');
    const args = ['why', 'all/visits/a.yaml', '--case', 'asha', '--allow-read', 'all/shared'];
    expect((await drysend(args)).code).toBe(0);
    expect(readScenario('all/visits/a.yaml', { allowRead: ['all/shared'] }).plans).toHaveLength(1);
    expect(rehearse('all/visits/a.yaml', { allowWrite: ['all/shared'] }).ok).toBe(false);
  });

  test('a folder that is none is a usage error, also in a program', async () => {
    tree();
    const { code, err } = await drysend(['run', 'all', '--allow-read', 'none']);
    expect({ code, err }).toEqual({
      code: 1,
      err: 'drysend: --allow-read: none is not a folder\nName a folder that is there.\n',
    });
    expect(() => readScenario('all/visits/a.yaml', { allowRead: ['none'] })).toThrow('none is not a folder');
    const read = readScenario('all/visits/a.yaml', { allowRead: ['all'] });
    expect(() => rehearse(read, { allowRead: ['all'] })).toThrow('read already');
  });
});

describe('only regular files, wherever a story names one', () => {
  test.skipIf(process.platform === 'win32')('no pipe, and nothing waits for one', async () => {
    execFileSync('mkfifo', ['pipe', 'pipe.yaml']);
    put('i.yaml', importing('pipe'));
    put('u.yaml', `use: pipe\n${scenario()}`);
    put('t.yaml', withTranscript('pipe'));
    for (const file of ['i.yaml', 'u.yaml', 't.yaml', 'pipe.yaml']) {
      const { code, err } = await drysend(['run', file]);
      expect(code).toBe(2);
      expect(err).toContain('it is not a regular file');
      expect(() => readScenario(file)).toThrow('it is not a regular file');
    }
  });

  test.skipIf(process.platform !== 'linux')('no device, and no file that lies on its size', async () => {
    put('zero.yaml', importing('/dev/zero'));
    put('environ.yaml', importing('/proc/self/environ'));
    const allowed = ['--allow-read', '/dev', '--allow-read', '/proc'];
    expect((await drysend(['run', 'zero.yaml', ...allowed])).err).toContain('it is not a regular file');
    expect((await drysend(['run', 'environ.yaml', ...allowed])).err).toContain(
      'its size is not what it says',
    );
    expect(() => readScenario('/dev/zero')).toThrow('it is not a regular file');
    expect(() => readScenario('/proc/self/environ')).toThrow('its size is not what it says');
    expect(() => rehearse('zero.yaml', { allowRead: ['/dev'] })).toThrow('it is not a regular file');
  });

  test('no huge one, and the limit is told', async () => {
    ftruncateSync(openSync('huge', 'w'), 2 ** 40);
    put('i.yaml', importing('huge'));
    put('u.yaml', `use: huge\n${scenario()}`);
    put('t.yaml', withTranscript('huge'));
    const limits = { i: '8000 MB', u: '5 MB', t: '64 MB' };
    for (const [name, limit] of Object.entries(limits)) {
      const { code, err } = await drysend(['run', `${name}.yaml`]);
      expect(code).toBe(2);
      expect(err).toContain(`it is 1099511.6 MB, and the limit is ${limit}`);
      expect(() => readScenario(`${name}.yaml`)).toThrow(`the limit is ${limit}`);
    }
    expect(() => readScenario('huge')).toThrow('it is 1099511.6 MB, and the limit is 5 MB');
  });
});

describe('what the command line writes', () => {
  test.skipIf(process.platform !== 'linux')(
    'into a folder that cannot be made ends with the reason',
    async () => {
      put('a.yaml', scenario());
      for (const path of ['/proc/x/', '/proc/x/y/j.ndjson', '/proc/self/x/']) {
        const { code, err } = await drysend(['run', 'a.yaml', '--journal', path]);
        expect({ path, code }).toEqual({ path, code: 1 });
        expect(err).toMatch(
          /^drysend: cannot write \/proc\S+: (?:no such file or folder|there is no folder)/,
        );
      }
      const { code, err } = await drysend(['gateways', '--journal', '/proc/x/y']);
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('there is no folder /proc/x') });
    },
  );

  test('a journal of a folder follows no link that stands there', async () => {
    put('a.yaml', scenario());
    put('victim', 'mine');
    mkdirSync('out');
    symlinkSync('../victim', 'out/a.ndjson');
    const { code, err } = await drysend(['run', 'a.yaml', '--journal', 'out/']);
    expect({ code, err }).toEqual({
      code: 3,
      err: 'drysend: cannot write out/a.ndjson: a symbolic link stands there\n',
    });
    expect(readFileSync('victim', 'utf8')).toBe('mine');
  });

  test('a report of a run that ended early leaves the one before', async () => {
    put('a.yaml', scenario());
    put('report.json', '{"before": true}\n');
    symlinkSync('nowhere', 'a.ndjson');
    const reports = ['-r', 'json=report.json', '-r', 'dots=dots.txt'];
    expect((await drysend(['run', 'a.yaml', ...reports, '--journal', './'])).code).toBe(3);
    expect(readFileSync('report.json', 'utf8')).toBe('{"before": true}\n');
    expect(readdirSync('.').sort()).toEqual(['a.ndjson', 'a.yaml', 'report.json']);
    expect((await drysend(['run', 'a.yaml', ...reports])).code).toBe(0);
    expect(JSON.parse(readFileSync('report.json', 'utf8'))).toMatchObject({ ok: true });
  });
});
