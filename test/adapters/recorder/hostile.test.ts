import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, openApiUnderTest } from './an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await openApiUnderTest();
  await api.sms('one');
  await api.mail({ subject: 'two' });
});
afterAll(() => api.close());

const send = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
  fetch(api.base + path, { method, headers, ...(body !== undefined && { body }) });

async function problem(response: Response): Promise<string> {
  expect(response.headers.get('content-type')).toBe('application/json');
  return ((await response.json()) as { error: string }).error;
}

const POSTS = [
  '/__admin/requests/find',
  '/__admin/requests/count',
  '/__admin/requests/remove',
  '/__admin/requests/wait?count=0',
  '/__admin/near-misses/request',
  '/__admin/near-misses/request-pattern',
];

describe.each(POSTS)('%s', (path) => {
  test.each([
    ['cut JSON', '{"method":', 400],
    ['no JSON', 'method=POST', 400],
    ['a text', '"method"', 400],
    ['a list', '[]', 422],
    ['__proto__', '{"__proto__": {"polluted": true}}', 422],
    ['constructor', '{"constructor": {"prototype": {"polluted": true}}}', 422],
    ['ten megabytes', JSON.stringify({ url: 'x'.repeat(10_000_000) }), 413],
    ['depth without end', `{"headers":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`, 422],
    ['bytes', '\u0000\uFFFF', 400],
  ])('refuses %s', async (_what, body, status) => {
    const response = await send('POST', path, body);
    expect([status, response.status]).toEqual([status, status]);
    expect(await problem(response)).toBeTruthy();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test.each(['application/xml', 'multipart/form-data; boundary=x', 'application/octet-stream'])(
    'refuses a body of %s',
    async (type) => {
      const response = await send('POST', path, '{}', { 'content-type': type });
      expect(response.status).toBe(415);
      expect(await problem(response)).toContain('JSON');
    },
  );
});

test.each([
  ['GET', '/__admin/requests?limit=-1', 422],
  ['GET', '/__admin/requests?limit=1e9', 422],
  ['GET', '/__admin/requests?limit=999999999999999999999', 422],
  ['GET', '/__admin/requests?limit=10001', 422],
  ['GET', '/__admin/requests?limit=1&limit=2', 422],
  ['GET', '/__admin/requests?since=yesterday', 422],
  ['GET', '/__admin/requests?unmatched=maybe', 422],
  ['POST', '/__admin/requests/wait?count=-1', 422],
  ['POST', '/__admin/requests/wait?timeout=99999999', 422],
  ['GET', '/api/v1/messages?start=-1', 422],
  ['GET', '/api/v1/messages?start=1.5', 422],
  ['GET', '/api/v1/messages?limit=1000000', 422],
  ['GET', '/api/v1/messages?limit=', 422],
  ['GET', '/api/v1/search', 422],
  ['GET', '/api/v1/search?query=%20', 422],
  ['GET', `/api/v1/search?query=${'x'.repeat(2000)}`, 422],
  ['GET', '/api/v1/search?query=a&query=b', 422],
  ['GET', '/api/v1/message/nobody', 404],
  ['GET', '/api/v1/message/..%2f..%2fetc%2fpasswd', 404],
  ['GET', '/api/v1/message/..%2f..%2fetc%2fpasswd/raw', 404],
  ['GET', '/api/v1/message/%00', 404],
  ['GET', '/api/v1/message/__proto__', 404],
  ['GET', '/api/v1/message/%E0%A4%A', 400],
  ['GET', '/api/v1/message/latest/part/..%2f1', 404],
  ['GET', '/api/v1/message/latest/part/__proto__', 404],
  ['GET', '/__admin/requests/%2e%2e%2f%2e%2e', 404],
  ['DELETE', '/__admin/requests/constructor', 404],
  ['GET', '/__admin/nothing', 404],
  ['GET', '/api/v1/nothing', 404],
  ['GET', '/livez/x', 404],
  ['PATCH', '/__admin/requests', 405],
  ['PUT', '/__admin/requests/find', 405],
  ['POST', '/api/v1/messages', 405],
  ['DELETE', '/metrics', 405],
])('%s %s is refused with a reason', async (method, path, status) => {
  const response = await send(method, path);
  expect([response.status, await problem(response)]).toEqual([status, expect.stringMatching(/./)]);
});

test.each([
  ['PUT', '/api/v1/messages', '[]'],
  ['PUT', '/api/v1/messages', '{"IDs": "m1"}'],
  ['PUT', '/api/v1/messages', '{"IDs": [1]}'],
  ['PUT', '/api/v1/messages', '{"Search": 1}'],
  ['PUT', '/api/v1/messages', '{"Search": "nonsense:1"}'],
  ['DELETE', '/api/v1/messages', '{"IDs": {"a": 1}}'],
  ['PUT', '/api/v1/tags', '{"Tags": "x", "IDs": []}'],
  ['PUT', '/api/v1/tags', `{"Tags": ["${'x'.repeat(101)}"], "IDs": []}`],
  [
    'PUT',
    '/api/v1/tags',
    `{"Tags": ${JSON.stringify(Array.from({ length: 51 }, (_, n) => `t${n}`))}, "IDs": []}`,
  ],
  ['POST', '/__admin/near-misses/request', '{"url": "no-slash"}'],
  ['POST', '/__admin/near-misses/request', '{"url": "/x", "method": 1}'],
  ['POST', '/__admin/near-misses/request', '{"url": "/x", "headers": []}'],
  ['POST', '/__admin/near-misses/request', '{"url": "/x", "headers": {"a": 1}}'],
])('%s %s refuses %s', async (method, path, body) => {
  const response = await send(method, path, body);
  expect(response.status).toBe(422);
  expect(await problem(response)).toBeTruthy();
});

test('a page of another origin may neither read nor wipe what came', async () => {
  for (const [method, path] of [
    ['GET', '/__admin/requests'],
    ['POST', '/__admin/requests/reset'],
  ] as const) {
    const response = await send(method, path, undefined, { origin: 'https://evil.example' });
    expect(response.status).toBe(403);
  }
  expect((await send('GET', '/livez', undefined, { origin: api.base })).status).toBe(200);
  expect(api.gateways.messages()).toHaveLength(2);
  const rejectedRequest = api.gateways.exchanges().filter(({ verdict }) => verdict === 'unmatched');
  expect(rejectedRequest.map(({ response }) => response.status)).toEqual([403, 403]);
});

test('says which methods a path takes', async () => {
  const response = await send('PATCH', '/api/v1/messages');
  expect(response.headers.get('allow')).toBe('GET, PUT, DELETE');
});

test('no secret is in any view', async () => {
  for (const path of [
    '/__admin/requests',
    '/__admin/requests/unmatched',
    '/api/v1/messages',
    '/api/v1/search?query=one',
    '/api/v1/message/m1',
    '/api/v1/message/m1/raw',
    '/api/v1/message/m1/headers',
    '/metrics',
  ]) {
    const response = await send('GET', path);
    expect([path, response.status]).toEqual([path, 200]);
    expect(await response.text()).not.toContain('S3CRET');
  }
  expect(JSON.stringify(api.gateways.exchanges())).not.toContain('S3CRET');
});

test('is alive, ready, healthy and counted', async () => {
  expect(await (await send('GET', '/livez')).text()).toBe('ok');
  expect(await (await send('GET', '/readyz')).text()).toBe('ready');
  expect(await (await send('GET', '/__admin/health')).json()).toMatchObject({ status: 'healthy' });
  const figures = await (await send('GET', '/metrics')).text();
  expect(figures).toContain('drysend_requests_total{gateway="OURS",verdict="taken"} 1');
  expect(figures).toMatch(/^drysend_exchanges_kept 4$/m);
  expect(figures).toMatch(/^drysend_exchanges_dropped 0$/m);
  expect(figures).toMatch(/^drysend_last_seq \d+$/m);
});
