import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DurableLog, openDurableLog } from '../../../src/adapters/recorder/durable-log.ts';
import type { Recorded } from '../../../src/adapters/recorder/recorded.ts';
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
