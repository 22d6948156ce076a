import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DurableLog, openDurableLog } from '../../../src/adapters/recorder/durable-log.ts';
import type { Recorded } from '../../../src/adapters/recorder/recorded.ts';
import { KEPT_MAX } from '../../../src/adapters/recorder/recorder.ts';
import { anExchange } from '../recorder/an-exchange.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kept = (log: DurableLog, recorded: Recorded): Promise<Error | undefined> =>
  new Promise((resolve) => log.append(recorded, resolve));

test('a torn last line is cut off, and what was whole is there again', async () => {
  const log = openDurableLog(folder);
  await kept(log, anExchange({ seq: 1, text: 'whole' }));
  log.close();
  appendFileSync(log.path, '{"seq":2,"id":"m2');
  const again = openDurableLog(folder);
  expect(again.tornBytes).toBeGreaterThan(0);
  expect(again.restored).toMatchObject([{ seq: 1, text: 'whole' }]);
  again.close();
  expect(readFileSync(log.path, 'utf8')).toMatch(/^\{[^\n]*"text":"whole"[^\n]*\}\n$/);
});

test('a damaged line in the middle is named and passed over, and stays in the file', async () => {
  const log = openDurableLog(folder);
  await kept(log, anExchange({ seq: 1 }));
  log.close();
  appendFileSync(log.path, '{"seq":2,"i\u0000\n[]\nnull\n');
  const again = openDurableLog(folder);
  expect(again.damaged).toEqual([2, 3, 4]);
  await kept(again, anExchange({ seq: 2 }));
  again.close();
  const last = openDurableLog(folder);
  expect(last.restored.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(last.damaged).toEqual([2, 3, 4]);
  last.close();
});

test.each([
  ['no answer', { response: null }],
  ['an answer without a status', { response: { headers: {}, body: '' } }],
  ['headers that are none', { request: { method: 'GET', path: '/', headers: null, body: '' } }],
  ['a number of no size', { seq: '1' }],
  ['a time that is none', { receivedAt: 1e99 }],
  ['a verdict that nobody gave', { verdict: 'lost' }],
  ['a text that is none', { text: 5 }],
])('a line with %s is damaged, and nobody stumbles over it later', (_what, different) => {
  const path = join(folder, 'exchanges.ndjson');
  writeFileSync(
    path,
    `${JSON.stringify({ ...anExchange(), ...different })}\n${JSON.stringify(anExchange())}\n`,
  );
  const log = openDurableLog(folder);
  expect([log.damaged, log.restored.length]).toEqual([[1], 1]);
  log.close();
});

test('of a log that outgrew a recorder, the newest are there again', () => {
  const path = join(folder, 'exchanges.ndjson');
  const line = (seq: number): string => `${JSON.stringify(anExchange({ seq, id: `m${seq}` }))}\n`;
  writeFileSync(path, Array.from({ length: KEPT_MAX + 5 }, (_, index) => line(index + 1)).join(''));
  const log = openDurableLog(folder);
  expect([log.restored.length, log.restored[0]?.seq, log.restored.at(-1)?.seq]).toEqual([
    KEPT_MAX,
    6,
    KEPT_MAX + 5,
  ]);
  expect([log.damaged, log.tornBytes]).toEqual([[], 0]);
  log.close();
});

test('a line longer than what is read at once is read whole', async () => {
  const text = '✓'.repeat(3_000_000);
  const log = openDurableLog(folder);
  await kept(log, anExchange({ seq: 1, text }));
  await kept(log, anExchange({ seq: 2 }));
  log.close();
  const again = openDurableLog(folder);
  expect([again.restored[0]?.text === text, again.restored[1]?.seq]).toEqual([true, 2]);
  again.close();
});

test('what was appended before the end is written, and nothing after it', async () => {
  const log = openDurableLog(folder);
  const first = kept(log, anExchange({ seq: 1 }));
  await new Promise((resolve) => setImmediate(resolve));
  const second = kept(log, anExchange({ seq: 2 }));
  log.close();
  log.close();
  expect((await kept(log, anExchange({ seq: 3 })))?.message).toBe('the journal is closed');
  expect(await Promise.all([first, second])).toEqual([undefined, undefined]);
  const again = openDurableLog(folder);
  expect(again.restored.map(({ seq }) => seq)).toEqual([1, 2]);
  again.close();
});

test('a secret stays out of the file, however it is written', async () => {
  const log = openDurableLog(folder);
  const body = Buffer.from('password=hunter2&text=caf\xe9', 'latin1');
  const request = {
    method: 'POST',
    path: '/send?api-key=hunter2',
    headers: { authorization: 'Basic hunter2' },
    body: '[{"pass\\u0077ord": {"a": "hunter2"}}]',
  };
  await kept(log, anExchange({ seq: 1, request, raw: body.toString('base64') }));
  log.close();
  const text = readFileSync(log.path, 'utf8');
  const { raw } = JSON.parse(text) as { raw: string };
  expect(text).not.toContain('hunter2');
  expect(Buffer.from(raw, 'base64').toString('latin1')).toBe('password=[redacted]&text=caf\xe9');
});

test('a file is no folder for a log, and is told so', () => {
  const path = join(folder, 'notes.txt');
  writeFileSync(path, '');
  expect(() => openDurableLog(path)).toThrow(/notes\.txt is a file: a journal is a folder$/);
});

test('two servers never write into one log', () => {
  const log = openDurableLog(folder);
  expect(() => openDurableLog(folder)).toThrow(/is in use by process \d+: stop it/);
  log.close();
  openDurableLog(folder).close();
});

test.each(['', 'x', '999999999', String(process.pid)])(
  'a lock that a dead process left (%j) is taken over',
  (holder) => {
    writeFileSync(join(folder, 'exchanges.lock'), holder);
    openDurableLog(folder).close();
  },
);

test.skipIf(process.platform !== 'linux')('a killed process that nobody waits for has no lock', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60']);
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = line.toString().trim();
  await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
  writeFileSync(join(folder, 'exchanges.lock'), pid);
  openDurableLog(folder).close();
  parent.kill();
});
