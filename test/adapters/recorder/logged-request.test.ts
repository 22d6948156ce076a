import { expect, test } from 'vitest';
import { loggedRequest } from '../../../src/adapters/recorder/logged-request.ts';
import { FIELDS_MAX } from '../../../src/adapters/recorder/request-fields.ts';
import { anExchange } from './an-exchange.ts';

test.each([
  ['GET', '/send?a=1', '127.0.0.1:4810', 'http://127.0.0.1:4810/TW/send?a=1'],
  ['GET', 'http://example.org/x?a=1', 'example.org', 'http://example.org/x?a=1'],
  ['CONNECT', 'example.org:443', 'example.org:443', 'https://example.org:443'],
])('the whole address of %s %s', (method, path, host, absoluteUrl) => {
  const gateway = path.startsWith('/') ? 'TW' : undefined;
  const recorded = anExchange({ gateway, request: { method, path, headers: { host }, body: '' } });
  expect(loggedRequest(recorded).absoluteUrl).toBe(absoluteUrl);
});

test('of a form with fields without end, the first are shown', () => {
  const body = Array.from({ length: 100_000 }, (_, index) => `k${index}=v`).join('&');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const { formParams } = loggedRequest(anExchange({ request: { method: 'POST', path: '/', headers, body } }));
  expect(Object.keys(formParams)).toHaveLength(FIELDS_MAX);
  expect(formParams.k999).toEqual({ key: 'k999', values: ['v'] });
});
