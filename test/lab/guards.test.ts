import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { type Call, callerOf, clinic, sessionOf } from './lab-client.ts';

describe('from elsewhere', () => {
  let lab: Lab;
  let at: string;
  const call = callerOf(() => lab);
  beforeAll(async () => {
    lab = await serveLab({ port: 0 });
    at = await sessionOf(call, clinic);
  });
  afterAll(() => lab.close());

  const note = { verb: 'note', note: 'x' };

  test.each([
    ['a page of another origin', { origin: 'http://evil.test' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', { origin: 'null' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a sister site', { 'sec-fetch-site': 'same-site' }],
  ])('%s can neither act, listen nor wait', async (_who, headers: Record<string, string>) => {
    const before = (await call('GET', `${at}/state`)).body;
    expect((await call('POST', `${at}/act`, note, headers)).status).toBe(403);
    expect((await call('PUT', '/a/clinic/api/case/v2/asha', {}, headers)).status).toBe(403);
    expect((await call('DELETE', at, undefined, headers)).status).toBe(403);
    expect((await call('GET', `${at}/events`, undefined, headers)).status).toBe(403);
    expect((await call('GET', `${at}/wait`, undefined, headers)).status).toBe(403);
    expect((await call('GET', `${at}/EVENTS/`, undefined, headers)).status).toBe(403);
    expect((await call('GET', `${at}/state`)).body).toEqual(before);
  });

  test.each(['evil.test', '127.0.0.1.evil.test', 'localhost.evil.test', '10.0.0.1'])(
    'a name that was made to point here is refused: %s',
    async (host) => {
      expect((await call('GET', `${at}/state`, undefined, { host })).status).toBe(421);
      expect((await call('POST', `${at}/act`, note, { host })).status).toBe(421);
    },
  );

  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/json',
  ])('a form cannot act: %s', async (type) => {
    const answer = await call('POST', `${at}/act`, JSON.stringify(note), { 'content-type': type });
    expect(answer.status).toBe(415);
    expect((await call('POST', '/a/clinic/api/case/v2/', 'x=1', { 'content-type': type })).status).toBe(415);
  });

  test('no answer lets another origin read it, and pages are shut in', async () => {
    const { headers } = await call('GET', `${at}/state`, undefined, { origin: 'http://evil.test' });
    expect(headers['access-control-allow-origin']).toBe(undefined);
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-powered-by']).toBe(undefined);
    expect(headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['a list without an end', 'scenario: x\ncases: [a', 2],
    ['a quotation without an end', 'scenario: "x', 1],
    ['a tab', 'scenario: x\n\tcases: y', 2],
    ['an alias of nothing', 'scenario: x\ncases: *none', 2],
  ])('%s in a scenario is refused with its line', async (_what, text, line) => {
    const answer = await call('POST', '/api/sessions', { text });
    expect(answer.status, answer.text).toBe(422);
    expect(answer.body.problems[0].line).toBe(line);
  });

  test('levels within levels without end are refused, wherever they come in', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const asked: [path: string, body: string][] = [
      ['/api/sessions', JSON.stringify({ text: `scenario: x\ncases: ${'['.repeat(100_000)}` })],
      [`${at}/act`, `{"verb": "update", "update": ${deep}}`],
      [`${at}/check-case`, `{"properties": {"name": ${deep}}}`],
    ];
    for (const [path, body] of asked) expect((await call('POST', path, body)).status, path).toBe(422);
    const properties = `"properties": {"x": ${deep}}`;
    const body = `{"case_name": "x", "case_type": "woman", "owner_id": "", ${properties}}`;
    const answer = await call('POST', '/a/clinic/api/case/v2/', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain('levels');
  });

  test('a body that is too large is refused with what its path takes', async () => {
    const text = 'x'.repeat(14 * 1024 ** 2);
    const file = await call('POST', `${at}/import-preview`, { name: 'x.csv', text });
    expect([file.status, file.body.found, file.body.wanted]).toEqual([
      413,
      'a body over 14 MB',
      'at most 14 MB',
    ]);
    const story = await call('POST', '/api/sessions', { text });
    expect([story.status, story.body.wanted]).toEqual([413, 'at most 1 MB']);
  });

  test('what does not read is refused in one shape', async () => {
    const asked = [
      await call('POST', `${at}/act`, '{'),
      await call('POST', `${at}/act`, '[]'),
      await call('POST', `${at}/act`, { verb: 'note', note: 'x'.repeat(1_100_000) }),
      await call('GET', `${at}/entries?limit=many`),
      await call('GET', `${at}/entries?limit=1&limit=2`),
      await call('GET', '/api/sessions/none/state'),
      await call('GET', '/nowhere'),
    ];
    expect(asked.map(({ status }) => status)).toEqual([400, 422, 413, 422, 422, 404, 404]);
    for (const { body } of asked) {
      expect(body).toEqual({
        found: expect.any(String),
        wanted: expect.any(String),
        ...(body.hint && { hint: body.hint }),
      });
    }
  });
});

describe('with a token', () => {
  const token = 'a long secret, with blanks & signs';
  const asked = encodeURIComponent(token);
  let lab: Lab;
  const call = callerOf(() => lab);
  beforeAll(async () => {
    lab = await serveLab({ port: 0, token });
  });
  afterAll(() => lab.close());

  test('every request needs it', async () => {
    const paths = ['/', '/livez', '/openapi.json', '/api/sessions', '/a/clinic/api/case/v2/'];
    for (const path of paths) expect((await call('GET', path)).status, path).toBe(401);
    expect((await call('POST', '/api/sessions', {})).status).toBe(401);
  });

  test.each([
    ['nothing', {}],
    ['another one', { authorization: 'Bearer another' }],
    ['the beginning of it', { authorization: `Bearer ${token.slice(0, 5)}` }],
  ])('%s does not do', async (_what, headers: Record<string, string>) => {
    expect((await call('GET', '/livez', undefined, headers)).status).toBe(401);
  });

  test.each([
    ['another', '0'.repeat(64)],
    ['an empty', ''],
    ['the token itself as a', asked],
  ])('%s cookie does not do', async (_what, value) => {
    const cookie = `drysend_token_${new URL(lab.url).port}=${value}`;
    expect((await call('GET', '/livez', undefined, { cookie })).status).toBe(401);
  });

  test('a lab on another port has a cookie of another name', async () => {
    const other = await serveLab({ port: 0, token: 'another' });
    const first = await cookieOf(call, token);
    const second = await cookieOf(
      callerOf(() => other),
      'another',
    );
    expect(first.split('=')[0]).not.toBe(second.split('=')[0]);
    const both = { cookie: `${second}; ${first}` };
    expect((await call('GET', '/livez', undefined, both)).status).toBe(200);
    expect((await callerOf(() => other)('GET', '/livez', undefined, both)).status).toBe(200);
    await other.close();
  });

  test('it is taken as a header, in the address, and then by a cookie that does not tell it', async () => {
    expect((await call('GET', '/livez', undefined, { authorization: `Bearer ${token}` })).status).toBe(200);
    const first = await call('GET', `/livez?token=${asked}`);
    expect(first.status).toBe(200);
    expect((await call('GET', '/livez', undefined, { authorization: `bearer ${token}` })).status).toBe(200);
    const [cookie = ''] = first.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(cookie).not.toContain('secret');
    const pass = { cookie: cookie.split(';')[0]! };
    expect((await call('GET', '/livez', undefined, pass)).status).toBe(200);
  });

  test('a page opened with it is sent on to an address without it', async () => {
    const page = await call('GET', `/?token=${asked}`, undefined, { accept: 'text/html' });
    expect(page.status).toBe(303);
    expect(page.headers.location).toBe('/');
    const odd = await call('GET', `/.//evil.test/?token=${asked}`, undefined, { accept: 'text/html' });
    expect(odd.headers.location ?? '').not.toMatch(/^\/\//);
    const leaning = `/\\evil.test?token=${asked}`;
    expect(await locationOf(lab, leaning)).toBe('/evil.test');
  });

  test('a page opened without it says what to open, and no answer tells it', async () => {
    const page = await call('GET', '/', undefined, { accept: 'text/html' });
    expect(page.status).toBe(401);
    expect(page.text).toContain('drysend serve');
    const named = clinic.replace('A clinic', 'A clinic\ntags: [x]');
    const made = await call('POST', `/api/sessions?token=${asked}`, { text: named });
    const list = await call('GET', `/a/clinic/api/messaging-event/v1/?limit=1&token=${asked}`);
    expect([made.status, list.status]).toEqual([201, 200]);
    for (const { text } of [page, made, list]) expect(text).not.toContain('secret');
  });
});

test('a lab on all addresses answers to those it names, to no other address and to no name', async () => {
  const lab = await serveLab({ port: 0, host: '0.0.0.0', token: 'x' });
  const call = callerOf(() => lab);
  const asked = (host: string) => call('GET', '/livez', undefined, { host, authorization: 'Bearer x' });
  expect(new URL(lab.url).hostname).toBe('127.0.0.1');
  for (const url of [lab.url, ...lab.networkUrls]) expect((await asked(new URL(url).host)).status).toBe(200);
  for (const host of ['203.0.113.77:4880', '[2001:db8::77]', 'evil.test', '0.0.0.0'])
    expect((await asked(host)).status, host).toBe(421);
  await lab.close();
});

test('its addresses hold the token, for those alone who have it', async () => {
  const lab = await serveLab({ port: 0, host: '0.0.0.0', token: 'a secret' });
  const call = callerOf(() => lab);
  expect((await call('GET', '/api/addresses')).status).toBe(401);
  const { body } = await call('GET', '/api/addresses', undefined, { authorization: 'Bearer a secret' });
  expect(body).toEqual({ addresses: lab.networkUrls.map((url) => `${url}?token=a%20secret`) });
  await lab.close();
});

test('a lab of this machine alone has no addresses for others', async () => {
  const lab = await serveLab({ port: 0 });
  expect((await callerOf(() => lab)('GET', '/api/addresses')).body).toEqual({ addresses: [] });
  await lab.close();
});

/** The cookie that a lab sets whoever brings its token. */
async function cookieOf(call: Call, token: string): Promise<string> {
  const { headers } = await call('GET', `/livez?token=${encodeURIComponent(token)}`);
  return (headers['set-cookie']?.[0] ?? '').split(';')[0]!;
}

/** Where a page is sent on to; the path goes out as it is, without a URL's tidying. */
const locationOf = (lab: Lab, path: string): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(lab.url);
    const asked = request({ hostname, port, path, headers: { accept: 'text/html' } }, (response) => {
      response.resume();
      resolve(response.headers.location);
    });
    asked.on('error', reject).end();
  });
