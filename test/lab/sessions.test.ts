import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { JournalFolderError, SESSIONS_MAX } from '../../src/lab/server/session-store.ts';
import { TEXT_MAX } from '../../src/lab/session/draft.ts';
import { openLiveRun } from '../../src/lab/session/live-run.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { UPCOMING_MAX } from '../../src/lab/session/state.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

const readFor = () => () => ({ problem: 'nothing is read here' });
const seed = { id: 'x', path: 'scenario', text: clinic, read: readFor() };

describe('sessions', () => {
  afterEach(() => void vi.useRealTimers());

  test(`the one idle longest makes room for the ${SESSIONS_MAX + 1}st`, async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { store, close } = await serveLab({ port: 0 });
    const ids: string[] = [];
    for (let count = 0; count < SESSIONS_MAX; count += 1) {
      vi.setSystemTime(1000 + count);
      ids.push((await store.open('scenario', clinic)).id);
    }
    vi.setSystemTime(5000);
    store.get(ids[0]!).usedAt = Date.now();
    const last = await store.open('scenario', clinic);
    expect(store.all()).toHaveLength(SESSIONS_MAX);
    expect(store.get(ids[0]!).id).toBe(ids[0]);
    expect(() => store.get(ids[1]!)).toThrow('no session');
    expect(store.get(last.id)).toBe(last);
    const beside = await Promise.all(Array.from({ length: 4 }, () => store.open('scenario', clinic)));
    expect(store.all()).toHaveLength(SESSIONS_MAX);
    for (const session of beside) expect(store.get(session.id)).toBe(session);
    await close();
  });

  test('two of them never touch', async () => {
    const lab = await serveLab({ port: 0 });
    const call = callerOf(() => lab);
    const [one, other] = [await sessionOf(call, clinic), await sessionOf(call, clinic)];
    const before = [await call('GET', `${other}/state`), await call('GET', `${other}/entries`)];
    await call('POST', `${one}/act`, { verb: 'inbound', inbound: { from: 'asha', text: 'STOP' } });
    await call('POST', `${one}/act`, { verb: 'gateway', gateway: { GATE: { down: 'yes' } } });
    await call('POST', `${one}/act`, { verb: 'settings', settings: { language_fallback: 'NONE' } });
    await call('POST', `${one}/clock`, { do: 'jump', to: '2026-06-03 12:00' });
    const after = [await call('GET', `${other}/state`), await call('GET', `${other}/entries`)];
    expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body));
    expect((await call('DELETE', one)).body).toEqual({ ok: true });
    expect((await call('GET', `${one}/state`)).status).toBe(404);
    expect((await call('GET', `${other}/state`)).status).toBe(200);
    await lab.close();
  });

  test('a text that is too long by what was done to it is refused', () => {
    const session = new LiveSession(seed);
    const note = 'x'.repeat(900_000);
    const full = () => {
      for (let count = 0; count <= TEXT_MAX / note.length; count += 1) session.act({ verb: 'note', note });
    };
    expect(full).toThrow(`over ${TEXT_MAX} characters`);
    expect(session.text.length).toBeLessThan(TEXT_MAX);
  });

  test('wire exchanges and numbers that wrote in are kept up to their limits, the newest of them', () => {
    const { plan } = new LiveSession(seed);
    const inbound = ['1', '2', '3'].map((digit) => ({
      at: plan.startsAt,
      source: plan.source,
      act: { verb: 'inbound', from: `880171234500${digit}`, fromKind: 'number', text: 'Hi' } as const,
    }));
    const grown = { ...plan, timeline: [...plan.timeline, ...inbound] };
    const liveRun = openLiveRun(grown, { exchanges: 2, writers: 2 });
    liveRun.runTo(plan.startsAt + 4 * 86_400_000);
    expect(liveRun.counts.sms).toBeGreaterThan(2);
    expect(liveRun.exchanges.size).toBe(2);
    expect([...liveRun.writers]).toEqual(['8801712345002', '8801712345003']);
  });

  test(`the state tells the next ${UPCOMING_MAX} due events and no more`, async () => {
    const keys = Array.from({ length: UPCOMING_MAX + 20 }, (_, index) => `p${index}`);
    const cases = keys.map((key) => `  ${key}: {type: woman, name: ${key}}`).join('\n');
    const text = clinic
      .replace('keywords:', `${cases}\nkeywords:`)
      .replace('register: asha', `register: [${keys.join(', ')}]`);
    const lab = await serveLab({ port: 0 });
    const call = callerOf(() => lab);
    const state = (await call('GET', `${await sessionOf(call, text)}/state`)).body;
    expect(state.upcoming).toHaveLength(UPCOMING_MAX);
    await lab.close();
  });

  test('contacts of one name are told apart by the shortest ids that no other has', async () => {
    const ids = ['3bc36664-0b8a-4a7d-9f4e-2b7c1d0a9e01', '3bc36664-1c9b-4a7d-9f4e-2b7c1d0a9e02'];
    const woman = (name: string) => `{type: pregnancy, name: ${name}, contact_phone_number: "254712000001"}`;
    const cases = ids.map((id) => `  ${id}: ${woman('Amina Lema')}\n`).join('');
    const text = `scenario: names\ncases:\n${cases}  asha: ${woman('Asha')}\n  p7: ${woman('""')}\nstarts: 2026-06-01 09:00\n`;
    const lab = await serveLab({ port: 0 });
    const call = callerOf(() => lab);
    const { contacts } = (await call('GET', `${await sessionOf(call, text)}/state`)).body;
    expect(contacts.map(({ label }: { label: string }) => label)).toEqual([
      'Amina Lema (3bc36664-0)',
      'Amina Lema (3bc36664-1)',
      'Asha',
      'p7',
    ]);
    await lab.close();
  });

  test('a line says in words what its code means', async () => {
    const text = `scenario: words
cases:
  ben: {type: woman, name: Ben}
alerts:
  hello: {case_type: woman, to: case, send: immediately, sms: {en: Hi}}
timeline:
  - {at: 2026-06-01 09:00, register: ben}
`;
    const lab = await serveLab({ port: 0 });
    const call = callerOf(() => lab);
    const at = await sessionOf(call, text);
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-01 10:00' });
    const { entries } = (await call('GET', `${at}/entries`)).body;
    const error = entries.find(({ kind }: { kind: string }) => kind === 'error');
    expect(error).toMatchObject({ code: 'NO_PHONE_NUMBER', words: 'Contact has no phone number' });
    expect(error.cure).toMatch(/^Store the number/);
    expect(entries.filter(({ words }: { words?: string }) => words !== undefined)).toEqual([error]);
    await lab.close();
  });

  test('contacts that are known are left out of the state until something about them changes', async () => {
    const lab = await serveLab({ port: 0 });
    const call = callerOf(() => lab);
    const at = await sessionOf(call, clinic);
    const state = (await call('GET', `${at}/state`)).body;
    const known = `${at}/state?contactsRevision=${state.contactsRevision}`;
    expect((await call('GET', known)).body.contacts).toBe(undefined);
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-01 12:00' });
    expect((await call('GET', known)).body.contacts).toBe(undefined);
    expect((await call('GET', `${at}/state`)).body.contacts[0].zone.wall).toBe('2026-06-01 12:00');
    await call('POST', `${at}/act`, { verb: 'update', update: { asha: { contact_phone_number: '1' } } });
    expect((await call('GET', known)).body.contacts[0]).toMatchObject({ key: 'asha', number: '1' });
    await lab.close();
  });
});

describe('with --journal', () => {
  let folder: string;
  let lab: Lab;
  const call = callerOf(() => lab);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'drysend-lab-'));
  });
  afterEach(async () => {
    await lab.close();
    rmSync(folder, { recursive: true });
  });

  test('a restart resumes, byte for byte', async () => {
    lab = await serveLab({ port: 0, journal: folder });
    const at = await sessionOf(call, clinic);
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-01 18:00' });
    await call('POST', `${at}/act`, { verb: 'inbound', inbound: { from: 'asha', text: 'HELP' } });
    await call('POST', `${at}/act`, {
      verb: 'register',
      register: 'new',
      case: { type: 'woman', name: 'New' },
    });
    await call('POST', `${at}/act`, {
      verb: 'update',
      update: { new: { contact_phone_number: '8801712345670' } },
    });
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-03 12:00' });
    const all = async () => {
      const paths = ['entries?limit=5000', 'scenario.yaml', 'state'];
      const answers = await Promise.all(paths.map((path) => call('GET', `${at}/${path}`)));
      return answers.map(({ text }) => text);
    };
    const before = await all();
    await lab.close();
    lab = await serveLab({ port: 0, journal: folder });
    expect(await all()).toEqual(before);
    const act = await call('POST', `${at}/act`, { verb: 'close', close: 'new' });
    expect(act.status, act.text).toBe(200);
  });

  test('the scenario of the command line is resumed, not opened again, while it is the same', async () => {
    const scenario = { path: 'scenarios/x/story.yaml', text: clinic };
    lab = await serveLab({ port: 0, journal: folder, scenario });
    const [first] = (await call('GET', '/api/sessions')).body;
    await lab.close();
    lab = await serveLab({ port: 0, journal: folder, scenario });
    const [resumed, ...others] = (await call('GET', '/api/sessions')).body;
    expect(others).toEqual([]);
    expect({ ...resumed, usedAt: first.usedAt }).toEqual(first);
    expect(resumed.usedAt).toBeGreaterThanOrEqual(first.usedAt);
    await lab.close();
    const edited = { ...scenario, text: clinic.replace('A clinic', 'Another clinic') };
    lab = await serveLab({ port: 0, journal: folder, scenario: edited });
    const titles = (await call('GET', '/api/sessions')).body.map(({ title }: { title: string }) => title);
    expect(titles).toEqual(['A clinic', 'Another clinic']);
  });

  test('a file that does not read is put aside, a session that is ended leaves none', async () => {
    writeFileSync(join(folder, '0123456789abcdef.json'), '{');
    lab = await serveLab({ port: 0, journal: folder });
    const at = await sessionOf(call, clinic);
    const kept = () => readdirSync(folder).filter((name) => name.includes('.json'));
    expect(kept()).toHaveLength(2);
    await call('DELETE', at);
    expect(kept()).toEqual(['0123456789abcdef.json.unreadable']);
  });

  test('a session that cannot be kept is not begun', async () => {
    lab = await serveLab({ port: 0, journal: folder });
    rmSync(folder, { recursive: true });
    const answer = await call('POST', '/api/sessions', { text: clinic });
    expect(answer.status).toBe(507);
    expect(answer.body.found).toContain('--journal');
    expect((await call('GET', '/api/sessions')).body).toEqual([]);
    mkdirSync(folder);
  });

  test('what is kept stays under the name of its file, and what is no file is put aside', async () => {
    lab = await serveLab({ port: 0, journal: folder });
    const at = await sessionOf(call, clinic);
    await lab.close();
    const file = join(folder, `${at.slice(-16)}.json`);
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...kept, id: '../elsewhere' }));
    symlinkSync('/dev/zero', join(folder, '0123456789abcdef.json'));
    lab = await serveLab({ port: 0, journal: folder });
    expect((await call('GET', '/api/sessions')).body).toMatchObject([{ id: kept.id, title: 'A clinic' }]);
    expect(readdirSync(folder)).toContain('0123456789abcdef.json.unreadable');
  });

  test('two labs never keep their sessions in one folder, and the second leaves no port open', async () => {
    lab = await serveLab({ port: 0, journal: folder });
    const port = await freePort();
    await expect(serveLab({ port, journal: folder })).rejects.toThrow(JournalFolderError);
    const elsewhere = await serveLab({ port });
    await elsewhere.close();
    await lab.close();
    lab = await serveLab({ port: 0, journal: folder });
  });

  test('it ends, and says so, when its folder is gone', async () => {
    lab = await serveLab({ port: 0, journal: folder });
    const at = await sessionOf(call, clinic);
    rmSync(folder, { recursive: true });
    await expect(lab.close()).rejects.toThrow(JournalFolderError);
    await expect(call('GET', `${at}/state`)).rejects.toThrow();
    mkdirSync(folder);
  });

  test('no token is ever written down', async () => {
    lab = await serveLab({ port: 0, journal: folder, token: 'a-long-secret' });
    const made = await call('POST', '/api/sessions?token=a-long-secret', { text: clinic });
    expect(made.status).toBe(201);
    await lab.close();
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(files.length).toBe(1);
    expect(files.join('')).not.toContain('a-long-secret');
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
