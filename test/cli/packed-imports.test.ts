/** Stories on packed exports and on Parquet, through the commands that read stories and through the library. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { rehearse } from '../../src/index.ts';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

const rows = Array.from({ length: 300 }, (_, index) => [
  `c${index}`,
  `Asha ${index}`,
  `9198123${10_000 + index}`,
]);
const header = ['caseid', 'name', 'contact_phone_number'];
const csv = `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`;
const parquet = new Uint8Array(
  parquetWriteBuffer({
    columnData: header.map((name, index) => ({ name, data: rows.map((row) => row[index]) })),
    rowGroupSize: 100,
  }),
);

const story = (file: string): string => `scenario: A programme
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways: {TWILIO: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": TWILIO}}
import: [{file: ${file}, type: mother, register_at: 2026-03-02 09:00}]
alerts:
  welcome: {case_type: mother, to: case, send: immediately, sms: {en: "Hello {case.name}"}}
`;

const files: readonly (readonly [string, Uint8Array])[] = [
  ['women.csv.gz', gzipSync(csv)],
  ['women.parquet', parquet],
];

test.each(files.slice(0, 2))('%s gives the journal that the same CSV gives', async (name, bytes) => {
  put('women.csv', csv);
  put('plain.yaml', story('women.csv'));
  put(name, bytes);
  put('a.yaml', story(name));
  await drysend(['run', 'plain.yaml', '--journal', 'plain.ndjson']);
  expect((await drysend(['run', 'a.yaml', '--journal', 'a.ndjson'])).code).toBe(0);
  expect(readFileSync('a.ndjson', 'utf8')).toBe(readFileSync('plain.ndjson', 'utf8'));
  expect(rehearse('a.yaml').totals.sms).toBe(300);
  expect((await drysend(['check', 'a.yaml', '--fail-on', 'never'])).code).toBe(0);
  expect((await drysend(['plan', 'a.yaml'])).out).toContain('300');
});

test('a large file is read in pieces, and its rows are those of the file', async () => {
  const many = Array.from(
    { length: 60_000 },
    (_, index) => `c${index},Asha ${index},9198${10_000_000 + index}\n`,
  );
  put('women.csv', `${header.join(',')}\n${many.join('')}`);
  put('a.yaml', story('women.csv'));
  const { code, out } = await drysend(['run', 'a.yaml']);
  expect(code).toBe(0);
  expect(out).toContain('60,000');
  many[41_000] = 'c,A"sha,9\n';
  put('women.csv', `${header.join(',')}\n${many.join('')}`);
  const damaged = await drysend(['check', 'a.yaml']);
  expect(damaged.code).toBe(2);
  expect(damaged.err + damaged.out).toContain(
    'women.csv row 41002: a quotation mark in the middle of a cell',
  );
});

test('a truncated file is a problem of the story, with its row, its bytes and the cure', async () => {
  const bytes = gzipSync(csv.repeat(30)).subarray(0, 4000);
  put('women.csv.gz', bytes);
  put('a.yaml', story('women.csv.gz'));
  const { code, err, out } = await drysend(['run', 'a.yaml']);
  expect(code).toBe(2);
  expect(err + out).toMatch(/women\.csv\.gz row \d+: a gzip file that is cut off: it ends after 4000 bytes/);
  expect(err + out).toContain('fetch or pack it again');
});

test('import makes a scenario of a packed export and of Parquet', async () => {
  for (const [name, bytes] of files.slice(0, 2)) {
    put(name, bytes);
    const { code, out } = await drysend(['import', name, '--type', 'mother', '--force']);
    expect(code).toBe(0);
    expect(out).toMatch(/wrote +women\.yaml/);
    expect((await drysend(['run', 'women.yaml'])).code).toBe(0);
  }
});
