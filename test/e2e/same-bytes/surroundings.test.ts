/** The journals of all shipped stories are the same bytes whatever the machine is set to, and however the work is shared out. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestsIn, digestsOfRun, keptDigests, program, root, runNode } from './built-program.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['UTC', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu', 'Africa/Cairo'])(
  'with TZ=%s',
  async (TZ) => {
    expect(await digestsOfRun([], { env: { TZ } })).toBe(keptDigests);
  },
);

test.each(['C', 'tr_TR.UTF-8', 'ar_EG.UTF-8', 'th_TH.UTF-8', 'de_DE.ISO-8859-1'])(
  'with LANG=%s',
  async (lang) => {
    const env = { LANG: lang, LC_ALL: lang, LANGUAGE: lang };
    expect(await digestsOfRun([], { env })).toBe(keptDigests);
  },
);

test('in another folder, whose name has blanks and letters of other scripts', async () => {
  const cwd = join(folder, 'où est là मेरा');
  mkdirSync(cwd);
  cpSync(join(root, 'scenarios'), join(cwd, 'scenarios'), { recursive: true });
  expect(await digestsOfRun([], { cwd })).toBe(keptDigests);
});

test('with folders that list their files in the opposite order', async () => {
  const nodeOptions = ['--import', join(import.meta.dirname, 'reverse-folders.mjs')];
  const list = 'import { readdirSync } from "node:fs"; console.log(readdirSync("scenarios").join())';
  const { out } = await runNode(['--input-type=module', '--eval', list], { nodeOptions });
  expect(out.trim().split(',')).toEqual(readdirSync(join(root, 'scenarios')).sort().reverse());
  expect(await digestsOfRun([], { nodeOptions })).toBe(keptDigests);
});

test('with stories named one by one, the last first', async () => {
  const files = readdirSync(join(root, 'scenarios'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.includes('common'))
    .map((file) => join('scenarios', file))
    .sort()
    .reverse();
  const [first = '', ...others] = files;
  const lines = (await digestsIn(await program(['run', first, ...others, '--json']))).split('\n');
  expect(lines.sort()).toEqual(keptDigests.split('\n').sort());
  expect(lines.length).toBeGreaterThan(100);
});

test.each(['1', '2', '7'])('with %s workers', async (count) => {
  expect(await digestsOfRun(['--parallel', count])).toBe(keptDigests);
});

describe.each([1, 2, 7])('in %i shards', { timeout: 180_000 }, (count) => {
  test('which are merged from the last to the first', async () => {
    const blobs = Array.from({ length: count }, (_, index) => join(folder, `${index + 1}-of-${count}.blob`));
    const each = blobs.map((blob, index) => ['--shard', `${index + 1}/${count}`, '--blob', blob]);
    for (const options of each) expect((await program(['run', 'scenarios', ...options])).code).toBe(0);
    expect(digestsIn(await program(['merge', ...blobs.reverse(), '--json']))).toBe(keptDigests);
  });
});

test('over sockets, with nothing repeated from a decision before, and twice', {
  timeout: 180_000,
}, async () => {
  for (const option of ['--wire', '--no-cohorts', '--check-determinism'])
    expect([option, await digestsOfRun([option])]).toEqual([option, keptDigests]);
});

test('the journals in a file are those bytes, too', async () => {
  const journals = [
    { TZ: 'Pacific/Apia', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'America/St_Johns', LC_ALL: 'C' },
  ].map(async (env, index) => {
    const path = join(folder, `${index}.ndjson`);
    expect((await program(['run', 'scenarios', '--journal', path], { env })).code).toBe(0);
    return readFileSync(path, 'utf8');
  });
  const [one = '', other] = await Promise.all(journals);
  expect(one.length).toBeGreaterThan(100_000);
  expect(other).toBe(one);
});
