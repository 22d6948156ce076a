/** A large story in several threads that is broken off by Ctrl-C: what is there can be read, and the run goes on with it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

const cli = join(import.meta.dirname, '../../dist/cli.js');
const WOMEN = 3000;
const header = ['caseid', 'name', 'contact_phone_number'];
const rows = Array.from({ length: WOMEN }, (_, index) => [
  `c${index}`,
  `Asha ${index}`,
  String(254_710_000_000 + 37 * index),
]);
const csv = `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`;
const parquet = (): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: header.map((name, index) => ({ name, data: rows.map((row) => row[index]) })),
      rowGroupSize: 1000,
    }),
  );

/** One frame of one block that is not packed, as RFC 8878 has it. */
function zstd(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const parts: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58])];
  const BLOCK_MAX = 1 << 17;
  for (let from = 0; from < bytes.length; from += BLOCK_MAX) {
    const piece = bytes.subarray(from, from + BLOCK_MAX);
    const isLast = from + BLOCK_MAX >= bytes.length ? 1 : 0;
    const head = Buffer.alloc(3);
    head.writeUIntLE((piece.length << 3) | isLast, 0, 3);
    parts.push(head, piece);
  }
  return Buffer.concat(parts);
}

const story = (file: string): string => `scenario: A month
project: {time_zone: Africa/Nairobi, languages: [en], daily_limit: none}
gateways: {TWILIO: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": TWILIO}}
import: [{file: ${file}, type: mother, register_at: 2026-03-02 09:00}]
alerts:
  month:
    case_type: mother
    to: case
    send: {daily: {at: "10:00", stop_after: "30"}}
    sms: {en: "Hello {case.name}"}
ends: 2026-04-20 00:00
`;

test.each([
  ['women.csv.zst', () => zstd(csv), 'a.ndjson'],
  ['women.parquet', parquet, 'a.ndjson.gz'],
  ['women.csv', () => Buffer.from(csv), 'a.parquet'],
])(
  '%s in two threads, broken off by Ctrl-C, goes on to the bytes of one whole run',
  async (file, bytes, name) => {
    put(file, bytes());
    put('a.yaml', story(file));
    const args = [cli, 'run', 'a.yaml', '--workers', '2', '--journal', name];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.on('data', (data) => {
      err += data;
    });
    const closed = once(child, 'close');
    while ((statSync(name, { throwIfNoEntry: false })?.size ?? 0) < 50_000 && child.exitCode === null)
      await new Promise((done) => setTimeout(done, 5));
    child.kill('SIGINT');
    const [code] = await closed;
    expect({ code, err }).toEqual({ code: 130, err: expect.stringContaining('--resume goes on from there') });

    const broken = statSync(name).size;
    expect((await drysend(['roster', name])).code).toBe(0);
    const resumed = spawnSync(process.execPath, [...args, '--resume'], { encoding: 'utf8' });
    expect(resumed.stderr).toMatch(/[\d,]+ lines that are there were made again, the same; going on behind/);
    expect(resumed.status).toBe(0);
    expect(statSync(name).size).toBeGreaterThan(broken);
    spawnSync(process.execPath, [cli, 'run', 'a.yaml', '--workers', '1', '--journal', `whole-${name}`]);
    expect(readFileSync(name).equals(readFileSync(`whole-${name}`))).toBe(true);
  },
  180_000,
);
