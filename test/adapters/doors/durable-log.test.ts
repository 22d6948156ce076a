import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDurableLog } from '../../../src/adapters/recorder/durable-log.ts';

const cli = join(import.meta.dirname, '../../../dist/cli.js');
const ROUNDS = 4;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a torn last line is cut off, and what was whole is there again', async () => {
  const log = openDurableLog(folder);
  const line = { seq: 1, id: 'm1' } as Parameters<typeof log.append>[0];
  await new Promise<void>((resolve) => log.append(line, () => resolve()));
  log.close();
  appendFileSync(log.path, '{"seq":2,"id":"m2');
  const again = openDurableLog(folder);
  expect(again.tornBytes).toBeGreaterThan(0);
  expect(again.restored).toEqual([{ seq: 1, id: 'm1' }]);
  again.close();
  expect(readFileSync(log.path, 'utf8')).toBe('{"seq":1,"id":"m1"}\n');
});

test('killed at any moment under load, every acknowledged message is in the journal, once', async () => {
  const acknowledged = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const port = 20_000 + Math.floor(process.pid % 20_000) + round * 2;
    const server = await started(port);
    const load = Promise.all(
      Array.from({ length: 8 }, (_, client) => sendUntilItDies(port, `${round}-${client}`, acknowledged)),
    );
    await new Promise((resolve) => setTimeout(resolve, 150 + round * 70));
    server.kill('SIGKILL');
    await load;
  }
  const texts = readFileSync(join(folder, 'exchanges.ndjson'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const counts = new Map<string, number>();
  for (const { text } of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  expect(acknowledged.size).toBeGreaterThan(20);
  expect([...acknowledged].filter((text) => counts.get(text) !== 1)).toEqual([]);
  expect(new Set(texts.map(({ seq }) => seq)).size).toBe(texts.length);
});

async function started(port: number) {
  const args = ['gateways', '--port', String(port), '--smtp-port', String(port + 1), '--journal', folder];
  const server = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Ctrl-C')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  return server;
}

/** One message after another; each answer is an acknowledgement. */
async function sendUntilItDies(port: number, client: string, acknowledged: Set<string>): Promise<void> {
  for (let number = 0; ; number += 1) {
    const text = `${client}-${number}`;
    try {
      const response = await fetch(`http://127.0.0.1:${port}/HTTP/send?text=${text}&msisdn=27831234567`);
      await response.text();
      if (response.status === 200) acknowledged.add(text);
    } catch {
      return;
    }
  }
}
