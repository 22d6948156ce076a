/** Patterns that a backtracking matcher never ends with, through the three programs. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '../../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'drysend-patterns-'));
/** Far more than any of it takes; a matcher that goes back does not come to an end in it. */
const KILL_MS = 30_000;
const EVIL = ['(a*){9}b', 'a*a*a*a*a*b', '(a+)+$'];
const text = `${'a'.repeat(70)}!`;

afterAll(() => rmSync(folder, { recursive: true }));

const story = join(folder, 'evil.yaml');
writeFileSync(
  story,
  `scenario: Evil patterns
starts: 2026-01-01 00:00
ends: 2026-01-10 00:00
gateways:
  GW: {type: test, faults: [${EVIL.map((one, at) => `{id: f${at}, when: {body: "/${one}/"}, status: {code: 503}}`).join(', ')}]}
routing: {project: {"*": GW}}
cases: {asha: {type: c, contact_phone_number: "919812345001"}}
alerts:
  hi: {case_type: c, to: case, send: immediately, sms: "${text}"}
timeline:
  - {at: 2026-01-01 10:00, register: asha}
expect:
  - sms: {to: asha, matches: "^(a*){9}!$"}
  - count: {to: asha, matches: "${EVIL[1]}", is: 0}
  - count: {to: asha, matches: "${EVIL[2]}", is: 0}
`,
);

test('a run with patterns that would backtrack without end keeps its promises', async () => {
  const { stdout } = await run(process.execPath, [cli, 'run', story], { timeout: KILL_MS });
  expect(stdout).toContain('kept every promise');
});

test('the gateways answer such patterns, refuse back references, and end when told', async () => {
  const gateways = await started(['gateways', '--port', await freePort(), '--smtp-port', await freePort()]);
  const api = `${gateways.address}/__admin/requests/count`;
  await fetch(`${gateways.address}/HTTP/`, { method: 'POST', body: `text=${text}&to=1` });
  for (const pattern of EVIL) {
    const answer = await post(api, { bodyPatterns: [{ matches: `.*${pattern}` }] });
    expect(answer.status).toBe(200);
  }
  const refused = await post(api, { bodyPatterns: [{ matches: '(a)\\1' }] });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('back references');
  expect(await gateways.end()).toBe(0);
});

test('the lab opens such a story, serves its page and ends when told', async () => {
  const lab = await started(['serve', story, '--port', '0', '--gateways-port', '0', '--smtp-port', '0']);
  expect((await fetch(`${lab.address}/`, { signal: AbortSignal.timeout(KILL_MS) })).status).toBe(200);
  expect(await lab.end()).toBe(0);
});

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(KILL_MS),
  });

/** A program that has told its address. */
async function started(args: readonly string[]) {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    timeout: KILL_MS,
    killSignal: 'SIGKILL',
  });
  let told = '';
  for await (const chunk of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    told += String(chunk);
    if (/http:\/\/127\.0\.0\.1:\d+/.test(told)) break;
  }
  child.stdout.resume();
  return {
    address: /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0] ?? '',
    end: async (): Promise<unknown> => {
      child.kill('SIGTERM');
      return (await once(child, 'exit'))[0];
    },
  };
}
