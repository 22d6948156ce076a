import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { fc, test as law } from '@fast-check/vitest';
import { afterEach, describe, expect, test } from 'vitest';
import { HostedSession } from '../../src/lab/server/hosted-session.ts';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { OPENING_MAX } from '../../src/lab/server/session-store.ts';
import { PortStream } from '../../src/lab/worker/port-stream.ts';
import { type Answer, callerOf, clinic, sessionOf } from './lab-client.ts';

const cli = join(import.meta.dirname, '../../dist/cli.js');

/** A story whose registrations are spelt right, or all of them wrong. */
function many(cases: number, mistake = ''): string {
  const keys = Array.from({ length: cases }, (_, index) => `c${index}`);
  return `scenario: Many
project: {time_zone: UTC}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
starts: 2026-06-01 09:00
cases:
${keys.map((key) => ` ${key}: {type: a, name: b}`).join('\n')}
timeline:
  - {at: 2026-06-01 09:00, register: [${keys.map((key) => key + mistake).join(',')}]}
`;
}

let lab: Lab;
const call = callerOf(() => lab);

describe('while a large story is opened', () => {
  afterEach(() => lab.close());

  /** Asks another session while something is under way; gives its answer, and how often the other has answered. */
  async function meanwhile(at: string, work: Promise<Answer>): Promise<{ answer: Answer; served: number }> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    let served = 0;
    while (!isDone) {
      expect((await call('GET', `${at}/state`)).status).toBe(200);
      expect((await call('POST', `${at}/act`, { verb: 'note', note: 'x' })).status).toBe(200);
      if (!isDone) served += 1;
    }
    return { answer: await done, served };
  }

  test('of 20,000 cases, others are served; and while it is shown, saved and played', async () => {
    lab = await serveLab({ port: 0 });
    const at = await sessionOf(call, clinic);
    const { answer, served } = await meanwhile(at, call('POST', '/api/sessions', { text: many(20_000) }));
    expect(answer.status, answer.text).toBe(201);
    expect(served).toBeGreaterThan(5);
    const big = `/api/sessions/${answer.body.id}`;
    const state = await meanwhile(at, call('GET', `${big}/state`));
    expect(state.answer.body.contacts).toHaveLength(20_000);
    expect(state.served).toBeGreaterThan(0);
    const saved = await meanwhile(at, call('POST', `${big}/save`, {}));
    expect(saved.answer.status).toBe(200);
    expect(saved.served).toBeGreaterThan(0);
  });

  test('of misspelled registrations, 494 kB of them, others are served', async () => {
    lab = await serveLab({ port: 0 });
    const at = await sessionOf(call, clinic);
    const text = many(13_000, 'x');
    expect(text.length).toBeGreaterThan(400_000);
    const { answer, served } = await meanwhile(at, call('POST', '/api/sessions', { text }));
    expect(answer.status).toBe(422);
    expect(served).toBeGreaterThan(0);
  });

  test('one over the bound of time is refused with the bound, and the lab goes on', async () => {
    lab = await serveLab({ port: 0, limits: { openMs: 20, silentMs: 20_000, megabytes: 512 } });
    const refused = await call('POST', '/api/sessions', { text: many(5000) });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      found: 'a story that takes over 0.02 s to open',
      wanted: 'a smaller story',
      hint: 'or start the lab with a larger --max-seconds',
    });
    expect((await call('GET', '/api/sessions')).body).toEqual([]);
  });

  test('one over the bound of memory is refused with the bound, and others go on', async () => {
    lab = await serveLab({ port: 0, limits: { openMs: 60_000, silentMs: 60_000, megabytes: 40 } });
    const at = await sessionOf(call, clinic);
    const refused = await call('POST', '/api/sessions', { text: many(20_000) });
    expect(refused.status, refused.text).toBe(422);
    expect(refused.body).toMatchObject({
      found: 'a story that takes over 40 MB',
      hint: 'or start the lab with a larger --max-memory',
    });
    expect((await call('GET', `${at}/state`)).status).toBe(200);
  });

  test(`more than ${OPENING_MAX} at once are refused`, async () => {
    lab = await serveLab({ port: 0 });
    const asked = Array.from({ length: OPENING_MAX + 1 }, () =>
      call('POST', '/api/sessions', { text: many(3000) }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array.from({ length: OPENING_MAX }, () => 201), 429]);
  });

  test('the lab closes at once, and who waits is told or cut off', async () => {
    lab = await serveLab({ port: 0 });
    const asked = call('POST', '/api/sessions', { text: many(20_000) }).catch(() => 'cut off');
    await expect.poll(async () => (await call('GET', '/livez')).status).toBe(200);
    await lab.close();
    const answer = await asked;
    expect(typeof answer === 'string' ? 'cut off' : answer.status).toSatisfy((one) => one !== 201);
  });
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends the lab while a large story is opened', async (signal) => {
  const server = spawn(process.execPath, [cli, 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(server.stdout, 'data')) as [Buffer];
  const [, url] = /(http:\S+)/.exec(said.toString()) ?? [];
  const body = JSON.stringify({ text: many(20_000, 'x') });
  const headers = { 'content-type': 'application/json' };
  const asked = fetch(`${url}api/sessions`, { method: 'POST', headers, body }).then(
    () => 'answered',
    () => 'cut off',
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  server.kill(signal);
  const [code] = await once(server, 'exit');
  expect(code).toBe(0);
  expect(await asked).toBe('cut off');
});

describe('a thread', () => {
  const rules = { own: undefined, folder: '/nowhere' };
  const start = { kind: 'open', id: 'x', path: 'x', text: '', origin: '', rules, file: undefined } as const;
  const { signal } = new AbortController();
  const program = (text: string): URL =>
    new URL(
      `data:text/javascript,${encodeURIComponent(`import {parentPort} from 'node:worker_threads';${text}`)}`,
    );
  const card = "parentPort.postMessage({kind: 'open', card: {title: 'x'}});";
  const limits = { openMs: 20_000, silentMs: 1000, megabytes: 64 };

  test('that says nothing for its bound is ended, with the reason', async () => {
    const stuck = program(`${card} parentPort.on('message', () => { for (;;); })`);
    const session = await HostedSession.open(stuck, start, signal, limits);
    await expect.poll(() => session.isAlive, { timeout: 20_000 }).toBe(false);
    expect(() => session.pass({} as never, {} as never)).toThrow('one request took over 1 s');
  });

  test('that breaks ends its session and nothing else', async () => {
    const broken = program(`${card} setTimeout(() => { throw new Error('x') }, 10)`);
    const session = await HostedSession.open(broken, start, signal, limits);
    await expect.poll(() => session.isAlive, { timeout: 20_000 }).toBe(false);
    expect(() => session.pass({} as never, {} as never)).toThrow('an internal error has ended the session');
  });

  test('that does not end when it is asked to is ended', async () => {
    const stubborn = program(`${card} parentPort.on('message', () => { for (;;); })`);
    const session = await HostedSession.open(stubborn, start, signal, { ...limits, silentMs: 60_000 });
    expect(await session.close()).toBe(undefined);
    expect(session.isAlive).toBe(false);
  });
});

law.prop([fc.array(fc.uint8Array({ minLength: 1, maxLength: 200_000, size: 'max' }), { maxLength: 6 })], {
  numRuns: 25,
  seed: 4,
})('a stream between threads gives the bytes that went in, and ends', async (chunks) => {
  const { port1, port2 } = new MessageChannel();
  const [near, far] = [new PortStream(port1), new PortStream(port2)];
  for (const chunk of chunks) near.write(chunk);
  near.end();
  const got: Buffer[] = [];
  for await (const part of far) got.push(part as Buffer);
  expect(Buffer.concat(got).equals(Buffer.concat(chunks))).toBe(true);
  far.destroy();
  near.destroy();
});
