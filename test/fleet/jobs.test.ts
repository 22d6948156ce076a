import { expect, test } from 'vitest';
import { editionOf } from '../../src/fleet/edition.ts';
import { type FleetJob, jobFrom, mergeDoneFrom, progressFrom, shardDoneFrom } from '../../src/fleet/jobs.ts';

const run = '0123456789abcdef';
const file = (name: string) => ({ run, name, sha256: 'b'.repeat(64), bytes: 3 });
const all = { run, edition: editionOf('1.0.0'), title: 'Visits', story: 'c'.repeat(64), shards: 4 };
const shard: FleetJob = { ...all, kind: 'shard', index: 3, part: file('part-0004') };
const merge: FleetJob = { ...all, kind: 'merge', plan: file('plan') };

test.each([shard, merge])('a job is read back from JSON: $kind', (job) => {
  expect(jobFrom(JSON.parse(JSON.stringify({ ...job, more: 1 })))).toEqual(job);
});

test.each([
  ['none', null],
  ['no kind', { ...shard, kind: 'other' }],
  ['a shard that there is not', { ...shard, index: 4 }],
  ['too many shards', { ...merge, shards: 100_000 }],
  ['the file of another run', { ...merge, plan: { ...file('plan'), run: 'f'.repeat(16) } }],
  ['a file outside of the store', { ...shard, part: { ...file('part-0001'), name: '../../x' } }],
  ['no edition', { ...shard, edition: {} }],
])('what somebody else put into the queue is no job: %s', (_what, value) => {
  expect(jobFrom(value)).toBeUndefined();
});

test('what a job gives is looked at, as anybody can write to Redis', () => {
  expect(shardDoneFrom({ file: file('shard-0001') })).toEqual({ file: file('shard-0001') });
  expect(shardDoneFrom({ file: '/etc/passwd' })).toBeUndefined();
  const done = { journal: file('journal.ndjson'), result: file('result.json') };
  expect(mergeDoneFrom(done)).toEqual(done);
  expect(mergeDoneFrom({ ...done, result: undefined })).toBeUndefined();
  expect(progressFrom({ share: 0.5, lines: 10 })).toEqual({ share: 0.5, lines: 10 });
  expect(progressFrom('much')).toEqual({ share: 0, lines: 0 });
});
