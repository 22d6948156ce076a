import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';
import { withoutTimes } from './stories-of-all-kinds.ts';

inEmptyFolder();

/** A programme of 200 women in several zones, from a file. */
function putProgramme(
  project = '{time_zone: Africa/Nairobi, languages: [en], daily_limit: none}',
  more = '',
): void {
  const zones = ['Africa/Nairobi', 'Asia/Kolkata', 'America/Lima', ''];
  const rows = Array.from(
    { length: 200 },
    (_, index) =>
      `m${index},Asha ${index},${index % 9 ? 254_710_000_000 + index : ''},${zones[index % 4]},2026-01-0${(index % 9) + 1}`,
  );
  put('women.csv', `caseid,name,contact_phone_number,time_zone,edd\n${rows.join('\n')}\n`);
  const keys = rows.map((_, index) => `m${index}`);
  put(
    'year.yaml',
    `scenario: A programme
project: ${project}
gateways: {A: {type: twilio, number: "+12065550100"}, B: {type: http, number: "100", latency: 90s}}
routing: {global: {"*": A, "2547100001": B}}
import: [{file: women.csv, type: mother, key: caseid}]
alerts:
  tablet:
    case_type: mother
    to: case
    send: {daily: {at: "21:30", stop_after: "9"}}
    sms: {en: "Hello {case.name}, take your tablet."}
  birth:
    case_type: mother
    to: case
    start: {property: edd}
    send: {daily: {at: "09:00", stop_after: "1"}}
    sms: {en: "Your day has come, {case.name}."}
starts: 2026-01-01 00:00
ends: 2026-01-20 00:00
timeline:
  - {at: 2026-01-01 08:00, register: [${keys.join(', ')}]}
  - {at: 2026-01-04 08:00, close: [m3, m50, m199]}
${more}`,
  );
}

const journal = (name: string): string => readFileSync(name, 'utf8');

test.each([
  ['counted by the shards', ''],
  ['judged', 'expect:\n  - count: {channel: sms, alert: birth, is: 150}\nothers: allowed\n'],
])('a story in several threads has the journal and report of one: %s', async (_how, more) => {
  putProgramme(undefined, more);
  const one = await drysend(['run', 'year.yaml', '--journal', 'one.ndjson']);
  const several = await drysend(['run', 'year.yaml', '--workers', '3', '--journal', 'several.ndjson']);
  expect(several.err).not.toContain('shard');
  expect(withoutTimes(several.out.replaceAll('several.ndjson', 'one.ndjson'))).toBe(withoutTimes(one.out));
  expect(several.code).toBe(one.code);
  expect(journal('several.ndjson')).toBe(journal('one.ndjson'));
  expect(one.out).toContain('NIGHT_MESSAGE');
});

/** The same women, and one more row. */
function putOneMore(row: string): void {
  putProgramme();
  const [head, ...rows] = journal('women.csv').trim().split('\n');
  put('women.csv', [`${head},closed`, ...rows.map((each) => `${each},no`), row, ''].join('\n'));
}

test('what the import shows while its shards already run stands first in the journal', async () => {
  putOneMore('m1,Asha,254 71 X,Nairobi,soon,no');
  await drysend(['run', 'year.yaml', '--workers', '1', '--journal', 'one.ndjson']);
  await drysend(['run', 'year.yaml', '--workers', '2', '--journal', 'two.ndjson']);
  expect(journal('two.ndjson')).toBe(journal('one.ndjson'));
  expect(journal('two.ndjson').split('\n')[1]).toContain('IMPORT_CASE_ID_TWICE');
});

test('a fault of the import ends a run whose shards already run, in the words of one thread', async () => {
  putOneMore('m200,Asha,254710000001,Nairobi,soon,perhaps');
  const one = await drysend(['run', 'year.yaml', '--workers', '1', '--journal', 'one.ndjson']);
  const two = await drysend(['run', 'year.yaml', '--workers', '2', '--journal', 'two.ndjson']);
  expect(two).toEqual(one);
  expect(two.err).toContain('perhaps');
  expect(existsSync('two.ndjson')).toBe(false);
});

test('--journal-level sent and --no-cohorts hold in the threads', async () => {
  putProgramme();
  const options = ['--journal-level', 'sent', '--no-cohorts'];
  await drysend(['run', 'year.yaml', ...options, '--journal', 'one.ndjson']);
  await drysend(['run', 'year.yaml', ...options, '--workers', '2', '--journal', 'two.ndjson']);
  expect(journal('two.ndjson')).toBe(journal('one.ndjson'));
});

test('a story that cannot be cut runs as one shard, and says why', async () => {
  putProgramme('{trial: "yes"}');
  const { err } = await drysend(['run', 'year.yaml', '--workers', '2']);
  expect(err).toContain(
    'drysend: A programme: one shard: a trial project counts the messages of everybody\n',
  );
  const { out } = await drysend(['plan', 'year.yaml']);
  expect(out).toContain('shards: one shard: a trial project counts the messages of everybody');
});

test('shards that meet the daily limit together are run again as one, behind what is right so far', async () => {
  putProgramme('{daily_limit: "150"}');
  await drysend(['run', 'year.yaml', '--journal', 'one.ndjson']);
  const { err } = await drysend(['run', 'year.yaml', '--workers', '2', '--journal', 'two.ndjson']);
  expect(err).toContain('the daily limit of demo is met');
  expect(err).toContain('it is run again as one shard');
  expect(journal('two.ndjson')).toBe(journal('one.ndjson'));
});

test('--workers and --parallel are not for one run', async () => {
  putProgramme();
  const { err } = await drysend(['run', '--workers', '2', '--parallel', '2']);
  expect(err).toContain('Leave one of them out.');
});

test('a shard that runs out of memory ends the run with a cure; the journal goes on from there to the same bytes', async () => {
  const rows = Array.from({ length: 12_000 }, (_, index) => `m${index},Asha,${254_710_000_000 + 37 * index}`);
  put('women.csv', `caseid,name,contact_phone_number\n${rows.join('\n')}\n`);
  put(
    'year.yaml',
    `scenario: A programme
gateways: {A: {type: test}}
routing: {global: {"*": A}}
import: [{file: women.csv, type: mother, key: caseid, register_at: 2026-03-02 10:00}]
alerts: {tablet: {case_type: mother, to: case, send: {daily: {at: "09:00", stop_after: "9"}}, sms: {en: Hello}}}
starts: 2026-03-01 00:00
ends: 2026-03-15 00:00
`,
  );
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const args = ['run', 'year.yaml', '--workers', '2', '--journal', 'two.ndjson'];
  const small = spawnSync(process.execPath, ['--max-old-space-size=36', cli, ...args], { encoding: 'utf8' });
  expect({ code: small.status, out: small.stdout }).toEqual({
    code: 3,
    out: expect.stringMatching(/shard [12] of 2 ran out of memory\n/),
  });
  expect(small.stdout.replaceAll(/\s+/g, ' ')).toContain(
    '--workers 1 keeps each case once, and takes less; NODE_OPTIONS=--max-old-space-size=8000 gives each thread more. The journal is whole up to there: --resume goes on with it.',
  );
  const begun = journal('two.ndjson');
  expect(begun).toMatch(/^\{"kind":"run".*\}\n$/s);
  await drysend(['run', 'year.yaml', '--journal', 'two.ndjson', '--resume']);
  await drysend(['run', 'year.yaml', '--journal', 'one.ndjson']);
  expect(journal('two.ndjson').startsWith(begun)).toBe(true);
  expect(journal('two.ndjson')).toBe(journal('one.ndjson'));
}, 120_000);
