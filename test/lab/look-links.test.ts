import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FEEDS_MAX } from '../../src/lab/server/feed.ts';
import { openApi } from '../../src/lab/server/openapi.ts';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { WAITERS_MAX } from '../../src/lab/session/wait.ts';
import { type Call, callerOf, clinic, sessionOf } from './lab-client.ts';

const ONLY_LOOKS = {
  found: 'this link only looks',
  wanted: 'a link that may act',
  hint: 'ask who presents for the lab’s own address',
};

const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
);
const acting = operations.filter(({ method }) => method !== 'GET');

const linkOf = async (call: Call, at: string): Promise<string> =>
  (await call('GET', `${at}/look-link`)).body.path;

describe.each([
  ['a lab on this machine', undefined],
  ['a lab behind a token', 'a long secret'],
])('a link that only looks, of %s', (_what, token) => {
  let lab: Lab;
  let at: string;
  let other: string;
  let id: string;
  let link: string;
  let looker: string;
  const own: Readonly<Record<string, string>> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  const plain = callerOf(() => lab);
  const call: Call = (method, path, body, headers) => plain(method, path, body, { ...own, ...headers });
  beforeAll(async () => {
    lab = await serveLab({ port: 0, token });
    other = await sessionOf(call, clinic.replace('name: clinic', 'name: other'));
    at = await sessionOf(call, clinic);
    id = at.split('/').at(-1)!;
    link = await linkOf(call, at);
    looker = `Bearer ${link.split('/')[2]}`;
  });
  afterAll(() => lab.close());

  const filled = (path: string): string =>
    path
      .replace('{id}', id)
      .replace('{domain}', 'clinic')
      .replace('{case_id}', 'asha')
      .replace('{external_id}', 'x');

  test.each(acting)('is refused $method $path, and nothing happens', async ({ method, path }) => {
    const before = (await call('GET', `${at}/state`)).body;
    const body =
      method === 'DELETE'
        ? undefined
        : { verb: 'note', note: 'x', title: 'x', do: 'step', name: 'x.csv', text: 'name\nEva\n' };
    const asked = [
      await plain(method, `${link.slice(0, -1)}${filled(path)}`, body),
      await plain(method, filled(path), body, { authorization: looker }),
    ];
    for (const answer of asked) {
      expect(answer.status, answer.text).toBe(403);
      if (path.startsWith('/api/')) expect(answer.body).toEqual(ONLY_LOOKS);
      else expect(answer.body.error).toContain(ONLY_LOOKS.found);
    }
    expect((await call('GET', `${at}/state`)).body).toEqual(before);
    expect((await call('GET', '/api/sessions')).body).toHaveLength(2);
  });

  test('reads the state, the lines and the feed of its session', async () => {
    const path = `${link}api/sessions/${id}`;
    expect((await plain('GET', `${path}/state`)).body).toEqual((await call('GET', `${at}/state`)).body);
    expect((await plain('GET', `${path}/entries`)).body.entries.length).toBeGreaterThan(0);
    expect((await plain('GET', `${at}/entries`, undefined, { authorization: looker })).status).toBe(200);
    const feed = await fetch(new URL(`${path}/events`, lab.url));
    expect(feed.headers.get('content-type')).toContain('text/event-stream');
    await feed.body?.cancel();
  });

  test('sees no other session, in no way of writing its address', async () => {
    const [mine] = (await plain('GET', `${link}api/sessions`)).body;
    expect((await plain('GET', `${link}api/sessions`)).body).toHaveLength(1);
    expect(mine.id).toBe(id);
    const paths = [
      ...[`${other}/state`, `${other.toUpperCase()}/state`, `${at}/../${other.split('/').at(-1)}/state`],
      ...[`${at}/%2e%2e/state`, '/a/other/api/case/v2/', '/a/clinic/api/case/v2/', '/api/scenarios', at],
    ];
    for (const path of paths) {
      const answer = await plain('GET', path, undefined, { authorization: looker });
      expect(answer.status, path).toBe(403);
    }
  });

  test.each(['scenario.yaml', 'saved.yaml'])(
    'is refused the story as %s, which has the secrets of its gateways',
    async (file) => {
      expect((await call('GET', `${at}/${file}`)).status).toBe(200);
      for (const answer of [
        await plain('GET', `${link}api/sessions/${id}/${file}`),
        await plain('GET', `${at}/${file}`, undefined, { authorization: looker }),
      ]) {
        expect(answer.status).toBe(403);
        expect(answer.body).toEqual(ONLY_LOOKS);
      }
    },
  );

  test('has a token of its own: another one, or that of another session, opens nothing here', async () => {
    const another = await linkOf(call, other);
    expect(another).not.toBe(link);
    expect((await plain('GET', `${another}api/sessions/${id}/state`)).status).toBe(403);
    for (const path of ['/look/', `/look/${'0'.repeat(32)}/`, `${link.slice(0, -2)}/`, `/look/${token}/`]) {
      const gone = await plain('GET', `${path}api/sessions/${id}/state`);
      expect(gone.status, path).toBe(404);
      expect(gone.text).toContain('leads to no session');
    }
  });

  test('leads to the page, and gives no cookie that could do more', async () => {
    const page = await plain('GET', link);
    expect(page.status).toBe(200);
    expect(page.headers['set-cookie']).toBe(undefined);
    expect((await plain('GET', link.slice(0, -1))).headers.location).toBe(link);
    expect((await plain('POST', `${link}livez`, {})).status).toBe(403);
  });
});

describe('as many as are let in by the link', () => {
  let lab: Lab;
  let at: string;
  let link: string;
  const call = callerOf(() => lab);
  beforeEach(async () => {
    lab = await serveLab({ port: 0 });
    at = await sessionOf(call, clinic);
    link = await linkOf(call, at);
  });
  afterEach(() => lab.close());

  test('leave the feed to those who may act, and the next of them is refused', async () => {
    const path = `${link.slice(0, -1)}${at}/events`;
    const open = await Promise.all(Array.from({ length: FEEDS_MAX }, () => fetch(new URL(path, lab.url))));
    expect(open.map(({ status }) => status)).toEqual(open.map(() => 200));
    expect((await call('GET', path)).body.found).toBe(`${FEEDS_MAX} open feeds of people who only look`);
    const presenter = await fetch(new URL(`${at}/events`, lab.url));
    expect(presenter.status).toBe(200);
    await Promise.all([...open, presenter].map(({ body }) => body?.cancel()));
  });

  test('leave waiting to those who may act', async () => {
    const path = `${link.slice(0, -1)}${at}/wait?to=rina&timeout=60000`;
    const stop = new AbortController();
    const { signal } = stop;
    const waits = Array.from({ length: WAITERS_MAX + 1 }, () => fetch(new URL(path, lab.url), { signal }));
    const all = Promise.allSettled(waits);
    expect((await Promise.race(waits)).status).toBe(429);
    expect((await call('GET', `${at}/wait?to=rina&timeout=0`)).status).toBe(408);
    stop.abort();
    await all;
  });
});

test('a link goes on after a restart with kept sessions, and ends with its session', async () => {
  const journal = mkdtempSync(join(tmpdir(), 'drysend-links-'));
  let lab = await serveLab({ port: 0, journal });
  const call = callerOf(() => lab);
  const at = await sessionOf(call, clinic);
  const link = await linkOf(call, at);
  await lab.close();
  lab = await serveLab({ port: 0, journal });
  expect((await call('GET', `${link}api/sessions`)).body).toHaveLength(1);
  await call('DELETE', at);
  expect((await call('GET', `${link}api/sessions`)).status).toBe(404);
  await lab.close();
  rmSync(journal, { recursive: true });
});
