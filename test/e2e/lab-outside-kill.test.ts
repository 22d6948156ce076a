import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const story = `
scenario: Killed
project: {name: killed, time_zone: UTC}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases: {asha: {type: woman, name: Asha, contact_phone_number: "8801712345678"}}
starts: 2026-06-01 09:00
timeline: [{at: 2026-06-01 09:00, register: asha}]
`;
const account = 'AC0123456789abcdef0123456789abcdef';
const CLIENTS = 4;
const ANSWERED_MIN = 25;
/** Quietly it takes 4 s. */
const TEST_MS = 60_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-outside-kill-'));
  writeFileSync(join(folder, 'story.yaml'), story);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function started() {
  const args = [
    'serve',
    join(folder, 'story.yaml'),
    '--port',
    '0',
    '--gateways-port',
    String(await freePort()),
  ];
  const server = spawn(process.execPath, [cli, ...args, '--journal', join(folder, 'kept')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of server.stdout) {
    said += String(chunk);
    if (said.includes('Ctrl-C')) break;
  }
  const url = /http:\/\/\S+?\//.exec(said)![0];
  const [{ id }] = await asked(`${url}api/sessions`);
  const at = `${url}api/sessions/${id}`;
  const { gateways } = await asked(`${at}/state`);
  return { server, at, gateway: String(gateways[0].url) };
}

// biome-ignore lint/suspicious/noExplicitAny: an answer of the API
const asked = async (url: string): Promise<any> => (await fetch(url)).json();

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** One message after another, each with words of its own, until the lab is gone. */
async function sendUntilItDies(gateway: string, name: string, answered: string[]): Promise<void> {
  for (let number = 0; ; number += 1) {
    const text = `${name}-${number}`;
    try {
      const response = await fetch(`${gateway}/2010-04-01/Accounts/${account}/Messages.json`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${account}:rehearsal`)}` },
        body: new URLSearchParams({ To: '+8801712345678', From: '+15005550006', Body: text }),
      });
      await response.text();
      if (response.status === 201) answered.push(text);
    } catch {
      return;
    }
  }
}

test(
  'killed while programs send, a lab has every message that it answered once, on the phone it was for',
  async () => {
    const first = await started();
    const answered: string[] = [];
    const clients = Array.from({ length: CLIENTS }, (_, index) =>
      sendUntilItDies(first.gateway, `n${index}`, answered),
    );
    await expect
      .poll(() => answered.length, { timeout: TEST_MS / 2, interval: 5 })
      .toBeGreaterThan(ANSWERED_MIN);
    first.server.kill('SIGKILL');
    await Promise.all([...clients, once(first.server, 'exit')]);

    const second = await started();
    try {
      const { exchanges } = await asked(`${second.at}/outside?limit=1000`);
      const texts = exchanges.map(({ text }: { text: string }) => text);
      expect(new Set(texts).size).toBe(texts.length);
      expect(answered.filter((text) => !texts.includes(text))).toEqual([]);
      expect(exchanges[0]).toMatchObject({ contacts: ['asha'], verdict: 'taken' });
    } finally {
      second.server.kill('SIGKILL');
      await once(second.server, 'exit');
    }
  },
  TEST_MS,
);
