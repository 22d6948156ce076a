import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';
import { outputsIn, putStories, read, withoutTimes } from './stories-of-all-kinds.ts';

inEmptyFolder();

const shipped = join(import.meta.dirname, '../../scenarios');

test('stories that run beside each other write what they write one after another', async () => {
  putStories();
  const whole = await drysend(['run', 'stories', ...outputsIn('whole')]);
  const parallel = await drysend(['run', 'stories', '--parallel', '3', ...outputsIn('parallel')]);
  expect({ ...parallel, out: withoutTimes(parallel.out) }).toEqual({
    ...whole,
    out: withoutTimes(whole.out),
  });
  expect(read('parallel')).toEqual(read('whole'));
});

test('the same holds for shipped stories that import, use other files, and go through sockets', async () => {
  const folders = ['imports', 'gateways'].map((folder) => join(shipped, folder));
  const options = ['--wire', '--check-determinism', '-r', 'dots'];
  const whole = await drysend(['run', ...folders, ...options, '--journal', 'whole.ndjson']);
  const parallel = await drysend(['run', ...folders, ...options, '--parallel', '2', '--journal', 'p.ndjson']);
  expect(parallel.code).toBe(whole.code);
  expect(readFileSync('p.ndjson', 'utf8')).toBe(readFileSync('whole.ndjson', 'utf8'));
});

test('--bail stops at the same story, and the seed and folders hold in every thread', async () => {
  putStories();
  put('elsewhere/told.txt', 'x\n');
  put('stories/aa.yaml', scenario('Reads elsewhere', '- transcript: ../elsewhere/told.txt'));
  const options = ['--bail', '--seed', '7', '--allow-read', 'elsewhere', '--json'];
  const whole = await drysend(['run', 'stories', ...options]);
  const parallel = await drysend(['run', 'stories', ...options, '--parallel', '4']);
  expect(JSON.parse(whole.out).summary.not_run).toBeGreaterThan(0);
  expect(withoutTimes(parallel.out)).toBe(withoutTimes(whole.out));
});

test('shards may run so too, and merge to the same', async () => {
  putStories();
  await drysend(['run', 'stories', '--journal', 'whole.ndjson']);
  for (const shard of ['1/2', '2/2'])
    await drysend([
      'run',
      'stories',
      '--shard',
      shard,
      '--parallel',
      '2',
      '--blob',
      `blobs/${shard[0]}.blob`,
    ]);
  await drysend(['merge', 'blobs', '--journal', 'merged.ndjson']);
  expect(readFileSync('merged.ndjson', 'utf8')).toBe(readFileSync('whole.ndjson', 'utf8'));
});

test.each(['0', '65', 'many'])('--parallel %s is refused', async (text) => {
  expect((await drysend(['run', '--parallel', text])).err).toContain('It must be 1 to 64');
});
