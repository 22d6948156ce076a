import { describe, expect, test } from 'vitest';
import { Recorder } from '../../../src/adapters/recorder/recorder.ts';
import { requestWithoutSecrets } from '../../../src/adapters/secrets/without-secrets.ts';
import { aMail, anExchange } from '../recorder/an-exchange.ts';

const SECRET = 'S3CRET';
const seen = (request: { path?: string; headers?: Record<string, string>; body?: string }): string =>
  JSON.stringify(requestWithoutSecrets({ method: 'POST', path: '/x', headers: {}, body: '', ...request }));

describe('a secret is never seen', () => {
  test.each([
    ['JSON', `{"password":"${SECRET}"}`],
    ['JSON after a blank line', ` \n{"password":"${SECRET}"}`],
    ['JSON in a list', `[{"password":"${SECRET}"}]`],
    ['JSON with an escaped name', `{"pass\\u0077ord":"${SECRET}"}`],
    ['a JSON object', `{"password":{"a":"${SECRET}"}}`],
    ['a JSON list', `{"token":["${SECRET}"]}`],
    ['JSON that is broken behind brackets', ` {"a":b]token:"${SECRET}", nonsense`],
    ['JSON that is broken, by a long name', ` {"${'a'.repeat(150)}_token":"${SECRET}", nonsense`],
    ['JSON that is broken', ` {"token":"${SECRET}", nonsense`],
    ['a form', `a=b&password=${SECRET}`],
    ['a form with an encoded name', `p%61ssword=${SECRET}`],
    ['a form with brackets', `password[]=${SECRET}`],
    ['a form with semicolons', `a=1;password=${SECRET}`],
    ['XML', `<a><password>${SECRET}</password></a>`],
    [
      'XML after a mark and a declaration',
      `\uFEFF<?xml version="1.0"?>\n<a><Password>${SECRET}</Password></a>`,
    ],
    ['an XML attribute', `<a password="${SECRET}"/>`],
    ['XML with attributes', `<password x="1">${SECRET}</password>`],
    ['XML with a prefix', `<n:password>${SECRET}</n:password>`],
    ['XML with CDATA', `<password><![CDATA[${SECRET}]]></password>`],
    ['a form in parts', `--x\r\ncontent-disposition: form-data; name="password"\r\n\r\n${SECRET}\r\n--x--`],
  ])('in %s', (_where, body) => {
    expect(seen({ body })).not.toContain(SECRET);
  });

  test.each([
    `http://user:${SECRET}@api.twilio.com/x?a=b@c`,
    `https://${SECRET}@api.twilio.com`,
    `user:${SECRET}@api.twilio.com:443`,
  ])('in what a client asks its proxy for: %s', (path) => {
    expect(seen({ path })).not.toContain(SECRET);
    expect(seen({ path })).toContain('@api.twilio.com');
  });

  test('and a path keeps its @', () => {
    expect(seen({ path: '/x/ana@example.org?to=ben@example.org' })).toContain(
      '"/x/ana@example.org?to=ben@example.org"',
    );
  });

  test.each([
    ['the path of a bounce', { method: 'BOUNCE', path: 'clinic@example.org' }],
    ['the path of a mail', { method: 'MAIL', path: '"a:b"@example.org' }],
    ['a path alone', { path: 'ana+token=x@example.org' }],
    ['a return address in JSON', { body: '{"from":"bounce+token=example.org@hq.example.org"}' }],
    ['a return address in a form', { body: 'from=bounce%2Btoken%3Dexample.org%40hq.example.org' }],
    ['a return address in a header', { headers: { from: '<bounce-auth=example.org@hq.example.org>' } }],
  ])('and an address is none: %s', (_where, request) => {
    const told = { method: 'POST', path: '/x', headers: {}, body: '', ...request };
    expect(requestWithoutSecrets(told)).toEqual(told);
  });

  test.each([`/x?apikey=${SECRET}`, `/x?a=1&token=${SECRET}&b=2`, `/x?api%6bey=${SECRET}`])(
    'in %s',
    (path) => {
      expect(seen({ path })).not.toContain(SECRET);
    },
  );

  test.each([
    'authorization',
    'proxy-authorization',
    'x-api-key',
    'api-key',
    'x-auth-token',
    'x-amz-security-token',
  ])('in the header %s', (name) => {
    expect(seen({ headers: { [name]: SECRET } })).not.toContain(SECRET);
  });

  test('in the bytes of what is not UTF-8', () => {
    const recorder = new Recorder();
    const bytes = Buffer.from(`password=${SECRET}&text=caf\xe9`, 'latin1');
    recorder.record(anExchange({ raw: bytes.toString('base64') }));
    const [exchange] = [...recorder.all()];
    expect(Buffer.from(exchange!.raw!, 'base64').toString('latin1')).toBe('password=[redacted]&text=caf\xe9');
  });
});

describe('what is no secret stays as it came', () => {
  test.each([
    ['{"to" : "+27831",  "text": "your key is under the mat"}'],
    ['text=your+password+is+safe&to=27831'],
    ['<a><text>pass</text></a>'],
    ['plain words about a password'],
  ])('%s', (body) => {
    expect(requestWithoutSecrets({ method: 'POST', path: '/x?a=b', headers: {}, body }).body).toBe(body);
  });

  test('the words of a mail', () => {
    const mail = aMail({}, 'password=tuesday').request;
    expect(requestWithoutSecrets(mail)).toEqual(mail);
  });
});

test.each([
  ['open tags', '<a><![CDATA['],
  ['parts', ';name=token\n'],
  ['parts of one line', ';name=token'],
  ['brackets', '[{"token":'],
  ['quotes', ' token="'],
])('a megabyte of %s is read to its end', (_what, piece) => {
  for (const begin of ['<', '--', '{', '']) {
    const body = begin + piece.repeat(Math.floor(1_000_000 / piece.length));
    expect(seen({ body })).toBeTruthy();
  }
});

test.each([
  ['values encoded in one another', 'a=%25', ''],
  ['values of several fields encoded in one another', 'a=1;b=%2525;c=', ''],
  ['names and values in turn', 'token=', ''],
  ['ends of fields', '&;', ''],
  ['letters', 'a', ':token=1'],
  ['JSON in a form in a form', 'a=%7B%22a%22%3A%22b%3D', '&token=1'],
])('half a megabyte of %s is read in the time of its length', (_what, piece, end) => {
  const body = piece.repeat(Math.floor(500_000 / piece.length)) + end;
  expect(seen({ body: `token=${SECRET}&${body}` })).not.toContain(SECRET);
});

test('a value that is in a hundred values more is left out whole, and the rest stays', () => {
  const many = Array.from({ length: 30 }, () => 'a=1;b=2').reduce(
    (inner, outer) => `${outer};c=${encodeURIComponent(inner)}`,
    `password=${SECRET}`,
  );
  const shown = seen({ body: `to=27831&x=${encodeURIComponent(many)}` });
  expect(shown).not.toContain(SECRET);
  expect(shown).toContain('to=27831');
});
