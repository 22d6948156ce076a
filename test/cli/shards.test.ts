import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';
import { outputsIn, putStories, read, withoutTimes } from './stories-of-all-kinds.ts';

inEmptyFolder();

/** Shipped stories with surveys, faults, imports and promises about many. */
const shipped = join(import.meta.dirname, '../../scenarios');

async function runShards(
  count: number,
  paths: readonly string[],
  ...options: readonly string[]
): Promise<string[]> {
  const blobs = Array.from({ length: count }, (_, at) => `blobs/${at + 1}.blob`);
  for (const [at, blob] of blobs.entries()) {
    await drysend(['run', ...paths, '--shard', `${at + 1}/${count}`, '--blob', blob, ...options]);
  }
  return blobs;
}

describe.each([1, 2, 7])('%i shards, merged', (count) => {
  test('are the run that was never parted: journals and exchanges to the byte, every report, screen and exit code', async () => {
    putStories();
    const whole = await drysend(['run', 'stories', ...outputsIn('whole')]);
    const blobs = await runShards(count, ['stories']);
    const merged = await drysend(['merge', ...[...blobs].reverse(), ...outputsIn('merged')]);
    expect({ ...merged, out: withoutTimes(merged.out) }).toEqual({ ...whole, out: withoutTimes(whole.out) });
    expect(read('merged')).toEqual(read('whole'));
    expect(readdirSync('merged/journals')).toContain('a-2.ndjson');
    expect(whole.code).toBe(3);
  });
});

test('the same holds for shipped stories, and a folder of blobs', async () => {
  const stories = ['two-way', 'warnings', 'gateways'].map((folder) => join(shipped, folder));
  const whole = await drysend(['run', ...stories, '-r', 'json=whole.json', '--journal', 'whole.ndjson']);
  await runShards(3, stories);
  put('blobs/README.txt', 'not a blob');
  const merged = await drysend(['merge', 'blobs', '-r', 'json=merged.json', '--journal', 'merged.ndjson']);
  expect({ code: merged.code, err: merged.err }).toEqual({ code: whole.code, err: '' });
  expect(readFileSync('merged.ndjson', 'utf8')).toBe(readFileSync('whole.ndjson', 'utf8'));
  expect(withoutTimes(readFileSync('merged.json', 'utf8'))).toBe(
    withoutTimes(readFileSync('whole.json', 'utf8')),
  );
});

describe('coverage of shards, merged', () => {
  const stories = ['two-way', 'warnings', 'gateways'].map((folder) => join(shipped, folder));
  const covering = (name: string): string[] => [
    ...['--coverage-report', `json=${name}.json`, '--coverage-report', `lcov=${name}.info`],
    ...['--coverage', '--coverage-report', `text=${name}.txt`],
  ];

  test('is that of the run that was never parted, in every form and on the screen', async () => {
    const whole = await drysend(['run', ...stories, ...covering('whole')]);
    await runShards(3, stories, '--coverage');
    const merged = await drysend(['merge', 'blobs', ...covering('merged')]);
    for (const form of ['json', 'info', 'txt'])
      expect(readFileSync(`merged.${form}`, 'utf8')).toBe(readFileSync(`whole.${form}`, 'utf8'));
    expect(JSON.parse(readFileSync('merged.json', 'utf8')).total.total).toBeGreaterThan(100);
    expect({ ...merged, out: withoutTimes(merged.out) }).toEqual({ ...whole, out: withoutTimes(whole.out) });
  });

  test('is held to --coverage-min, which ends in 4 when all together are below', async () => {
    await runShards(2, stories, '--coverage');
    const below = await drysend(['merge', 'blobs', '--coverage-min', '100']);
    expect(below.code).toBe(4);
    expect(below.err).toContain('below 100 %');
    expect((await drysend(['merge', 'blobs', '--coverage-min', '10'])).code).toBe(0);
  });

  test('of a shard that ran without it is refused with the cure', async () => {
    await runShards(2, stories);
    const { code, err } = await drysend(['merge', 'blobs', '--coverage']);
    expect(code).toBe(1);
    expect(err).toContain('keeps no coverage');
    expect(err).toContain('Run every shard with --coverage too.');
  });
});

test('every story is in one shard, and filters come before', async () => {
  putStories();
  const titles = async (shard: string) => {
    const { out } = await drysend(['run', 'stories', '--grep', '/e/i', '--shard', shard, '--list', '--json']);
    return JSON.parse(out).stories.map(({ title }: { title: string }) => title);
  };
  expect([...(await titles('1/2')), ...(await titles('2/2'))].sort()).toEqual(
    ['Broken', 'Kept', 'Of the same name as another file', 'Told, not promised', 'Warned'].sort(),
  );
});

test('a shard without a story ends well, and its blob is merged', async () => {
  put('stories/a.yaml', scenario());
  const { code } = await drysend(['run', 'stories', '--shard', '3/3', '--blob', '3.blob']);
  expect(code).toBe(0);
});

test('what --bail left out is counted', async () => {
  putStories();
  const blobs = await runShards(2, ['stories'], '--bail');
  const { out } = await drysend(['merge', ...blobs, '--json']);
  const { stories, not_run: notRun } = JSON.parse(out).summary;
  expect(stories + notRun).toBe(7);
  expect(notRun).toBeGreaterThan(0);
});

describe('merge refuses', () => {
  test('a shard that is missing, or there twice', async () => {
    putStories();
    const [first = '', second = '', third = ''] = await runShards(3, ['stories']);
    const missing = await drysend(['merge', first, third]);
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.err).toContain('shard 2/3 is missing');
    writeFileSync('again.blob', readFileSync(second));
    const twice = await drysend(['merge', first, second, third, 'again.blob']);
    expect(twice).toMatchObject({ code: 1, out: '' });
    expect(twice.err).toContain('shard 2/3 is there twice');
  });

  test('shards of different runs', async () => {
    putStories();
    const [first = ''] = await runShards(2, ['stories']);
    await drysend(['run', 'stories', '--shard', '2/2', '--blob', 'other.blob', '--seed', '7']);
    const { code, err } = await drysend(['merge', first, 'other.blob']);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('different runs') });
  });

  test('what is no blob, and what is not there', async () => {
    put('a.txt', 'x');
    put('empty/x.txt', '');
    expect(await drysend(['merge', 'a.txt'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('a.txt is no blob'),
    });
    expect((await drysend(['merge', 'none.blob'])).err).toContain('no such file');
    expect(await drysend(['merge', 'empty'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('no blob in empty'),
    });
  });

  test.each([
    ['a huge number of shards', (text: string) => text.replace('"count":1', '"count":1000000000')],
    ['a shard beyond the last', (text: string) => text.replace('"index":1', '"index":2')],
    ['a header of other kinds', (text: string) => text.replace('"stories":[', '"stories":[7,')],
    ['a header that is cut off', (text: string) => text.slice(0, 100)],
    ['a story that is cut off', (text: string) => `${text.slice(0, text.indexOf('\nR'))}\n`],
    ['a result that is cut off', (text: string) => text.slice(0, text.indexOf('\nR') + 50)],
    ['a story without a place', (text: string) => text.replace('\nS[0,', '\nS["x",')],
  ])('a blob that was forged or is damaged: %s', async (_what, forged) => {
    put('stories/a.yaml', scenario());
    await runShards(1, ['stories']);
    writeFileSync('forged.blob', forged(readFileSync('blobs/1.blob', 'utf8')));
    const { code, err } = await drysend(['merge', 'forged.blob', '-r', 'junit=junit.xml']);
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringMatching(/forged\.blob is (no blob of a run|damaged: )/),
    });
    expect(readdirSync('.')).not.toContain('junit.xml');
  });

  test('of many shards that are missing the first ten are named', async () => {
    put('stories/a.yaml', scenario());
    await drysend(['run', 'stories', '--shard', '1/500', '--blob', 'one.blob']);
    expect((await drysend(['merge', 'one.blob'])).err).toMatch(
      /shard 2\/500, .*11\/500 and 489 more is missing/,
    );
  });

  test('to write over a blob', async () => {
    put('stories/a.yaml', scenario());
    await runShards(1, ['stories']);
    expect((await drysend(['merge', 'blobs', '--journal', 'blobs/1.blob'])).err).toContain('would overwrite');
  });
});

test.each(['0/2', '3/2', '1', 'a/b', '1/0'])('--shard %s is refused with what is wanted', async (text) => {
  const { code, err } = await drysend(['run', '--shard', text]);
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('such as 1/3') });
});
