import { expect, test } from 'vitest';
import { http } from '../../mock-gateways/http/index.ts';
import { aGateway, aHandover, contextOf, requestOf } from './a-handover.ts';

const withOptions = (options: Record<string, string>) =>
  aGateway('http', { options: new Map(Object.entries(options)) });

test.each([
  [
    'the specification’s example',
    { additional_params: 'user=demo' },
    'Reminder: café',
    'GET /send?user=demo&text=Reminder%3A+caf%E9&msisdn=27831234567',
  ],
  [
    'JSON of additional parameters',
    { additional_params: '{"user":"a b","n":"1"}' },
    'x',
    'GET /send?user=a+b&n=1&text=x&msisdn=27831234567',
  ],
  [
    'UTF-8 when one character is not Latin-1',
    {},
    'café €',
    'GET /send?text=caf%C3%A9+%E2%82%AC&msisdn=27831234567',
  ],
  ['a plus when asked for', { include_plus: 'yes' }, 'x', 'GET /send?text=x&msisdn=%2B27831234567'],
  ['names of its own', { message_param: 'm', number_param: 'to' }, 'x', 'GET /send?m=x&to=27831234567'],
  [
    'a path of its own',
    { url: 'https://sms.example/api/v2/out' },
    'x',
    'GET /api/v2/out?text=x&msisdn=27831234567',
  ],
  ['characters Python quotes', {}, "~!'()*", 'GET /send?text=~%21%27%28%29%2A&msisdn=27831234567'],
  ['an emoji', {}, '😀', 'GET /send?text=%F0%9F%98%80&msisdn=27831234567'],
  ['half an emoji', {}, '\ud83d', 'GET /send?text=%EF%BF%BD&msisdn=27831234567'],
])('GET: %s', (_story, options, text, line) => {
  const { method, path, body } = requestOf(http, aHandover(withOptions(options), { text }));
  expect(`${method} ${path}`).toBe(line);
  expect(body).toBe('');
});

test('POST: HQ fails before any request; the fake takes the form', () => {
  const gateway = withOptions({ method: 'post', url: 'http://sms.example/in' });
  expect(http.buildRequest(aHandover(gateway))).toMatchObject({ kind: 'busy' });
  const body = 'text=caf%E9&msisdn=27831234567';
  const request = { method: 'POST', path: '/in', headers: {}, body };
  expect(http.respond(request, contextOf(aHandover(gateway))).verdict).toBe('taken');
});

test.each([
  ['missing text', '/send?msisdn=27831234567', 400],
  ['missing number', '/send?text=hi', 400],
  ['bad number', '/send?text=hi&msisdn=abc', 400],
  ['another path', '/sent?text=hi&msisdn=27831234567', 404],
])('%s is refused', (_story, path, status) => {
  const said = http.respond(
    { method: 'GET', path, headers: {}, body: '' },
    contextOf(aHandover(aGateway('http'))),
  );
  expect(said).toMatchObject({ verdict: 'refused', response: { status } });
});

test('an additional parameter that is not as configured is refused', () => {
  const handover = aHandover(withOptions({ additional_params: 'user=demo&pass=x' }));
  const path = '/send?user=demo&pass=y&text=hi&msisdn=27831234567';
  expect(
    http.respond({ method: 'GET', path, headers: {}, body: '' }, contextOf(handover)).response.status,
  ).toBe(401);
});

test.each(['http://127.0.0.1:8080/send', 'ftp://sms.example/send', 'sms.example/send'])(
  'HQ does not call %s',
  (url) => {
    expect(http.buildRequest(aHandover(withOptions({ url })))).toEqual({
      kind: 'refused',
      code: 'FAULTY_GATEWAY_CONFIGURATION',
    });
  },
);
