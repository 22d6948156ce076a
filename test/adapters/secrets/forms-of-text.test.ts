/** A secret is left out whatever its name is written like, and however deep it lies in whatever text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { hideInBody, hideInHeaders, hideInUrl } from '../../../src/adapters/secrets/hide-in-text.ts';
import { bytesWithoutSecrets } from '../../../src/adapters/secrets/without-secrets.ts';

const SECRET = 'S3CRETx9';

const secretOptions = new Set(
  [...gatewayCatalogue.values()].flatMap(({ options }) =>
    options.filter(({ isSecret }) => isSecret).map(({ name }) => name),
  ),
);

describe('every name of a secret, in a header, a query, a form, JSON and XML', () => {
  test.each([
    ...[
      'Cookie',
      'Set-Cookie',
      'client_secret',
      'access_key',
      'secret_key',
      'private_key',
      'api_token',
      'authkey',
    ],
    ...['auth_key', 'refresh_token', 'id_token', 'X-Access-Token', 'X-Auth-Key', 'passphrase', 'signature'],
    ...[
      'user[password]',
      'login.password',
      'scenarioKey',
      'X-Hub-Signature-256',
      'sig',
      'AccessToken',
      'PASSWORD',
    ],
    ...[...secretOptions].filter((name) => name !== 'additional_params'),
  ])('%s', (name) => {
    expect(hideInHeaders({ [name.toLowerCase()]: SECRET })[name.toLowerCase()]).toBe('[redacted]');
    const written = encodeURIComponent(name);
    expect(hideInUrl(`/x?a=1&${written}=${SECRET}&b=2`)).toBe(`/x?a=1&${written}=[redacted]&b=2`);
    expect(hideInBody(`a=1&${name}=${SECRET};${SECRET}&b=2`)).toBe(`a=1&${name}=[redacted]&b=2`);
    expect(hideInBody(`{"a": 1, "${name}": "${SECRET}"}`)).toBe(`{"a": 1, "${name}": "[redacted]"}`);
    if (name.includes('[')) return;
    expect(hideInBody(`<a><${name}>${SECRET}</${name}></a>`)).toBe(`<a><${name}>[redacted]</${name}></a>`);
  });
});

test.each([
  'text',
  'to',
  'message',
  'keyword',
  'monkey',
  'author',
  'passenger',
  'compass',
  'case_id',
  'signal',
  'tokens_left',
])('a field called %s stays', (name) => {
  expect(hideInBody(`{"${name}":"a"}`)).toBe(`{"${name}":"a"}`);
  expect(hideInUrl(`/x?${name}=a`)).toBe(`/x?${name}=a`);
});

const utf16 = (text: string, isBig: boolean): string => {
  const bytes = Buffer.from(text, 'utf16le');
  return (isBig ? bytes.swap16() : bytes).toString('latin1');
};

describe('a secret does not show', () => {
  const json = `{"password":"${SECRET}"}`;
  test.each([
    ['in UTF-16', utf16(json, false)],
    ['in UTF-16, the high byte first', utf16(json, true)],
    ['in UTF-16 after its mark', utf16(`\ufeff${json}`, false)],
    ['in UTF-16 after its mark, the high byte first', utf16(`\ufeff<a><pwd>${SECRET}</pwd></a>`, true)],
    ['in what is broken UTF-16', `${utf16(`a=1&token=${SECRET}`, false)}x`],
    ['in JSON inside a JSON string', JSON.stringify({ data: json })],
    ['in JSON inside JSON inside JSON', JSON.stringify({ data: JSON.stringify({ data: json }) })],
    ['after an XML comment', `<!-- a --><a><password><!-- b -->${SECRET}</password></a>`],
    ['in an XML comment', `<a><!-- was: <password>${SECRET}</password> --></a>`],
    ['below deep nesting', `${'{"a":'.repeat(20_000)}${json}${'}'.repeat(20_000)}`],
    ['below deep lists', `${'['.repeat(50_000)}${json}${']'.repeat(50_000)}`],
    ['in deep XML', `${'<a>'.repeat(20_000)}<password>${SECRET}</password>${'</a>'.repeat(20_000)}`],
    ['in a pair of name and value', `[{"name":"password","value":"${SECRET}"}]`],
    ['in a pair the other way round', `[{"value":"${SECRET}","key":"api_key"}]`],
    [
      'in the pairs of XML-RPC',
      `<m><member><name>pw</name><value><string>${SECRET}</string></value></member></m>`,
    ],
    ['in a property list', `<dict><key>password</key><string>${SECRET}</string></dict>`],
    ['in a named parameter', `<param name="password">${SECRET}</param>`],
    ['in a named parameter with a value', `<param name="pass&#119;ord" value="${SECRET}"/>`],
    ['in an element within its element', `<password><value>${SECRET}</value></password>`],
    ['in a tag with a quote', `<a don't><password>${SECRET}</password></a>`],
    ['in a tag with a sign', `<a b="x>y" password="${SECRET}"/>`],
    ['in XML inside JSON', JSON.stringify({ soap: `<a><password>${SECRET}</password></a>` })],
    ['in JSON inside XML', `<a>{&quot;token&quot;:&quot;${SECRET}&quot;}</a>`],
    ['in JSON inside CDATA', `<a><![CDATA[${json}]]></a>`],
    ['in JSON inside a form', `payload=${encodeURIComponent(json)}`],
    ['in a form inside a form', `a=${encodeURIComponent(`b=1&password=${SECRET}`)}`],
    ['in a form encoded twice', `a=${encodeURIComponent(encodeURIComponent(`b=1&password=${SECRET}`))}`],
    ['in an address inside JSON', `{"callback":"https://x.example/y?token=${SECRET}"}`],
    ['in an account inside an address', `{"callback":"https://me:${SECRET}@x.example/y"}`],
    ['in JSON in a part', `--x\r\ncontent-type: application/json\r\n\r\n${json}\r\n--x--`],
    ['in a header of a part', `--x\r\nauthorization: Basic ${SECRET}\r\n\r\nbody\r\n--x--`],
    ['in broken JSON', `{"a": "x, "password": "${SECRET}"}`],
    ['in JSON without an end', `{"password": "${SECRET}`],
    ['in what is nearly JSON', `{password: '${SECRET}', a: 1}`],
    ['in an object', `{"credentials": {"a": {"b": "${SECRET}"}}, "c": 1}`],
    ['in a number', `{"token": 12345${SECRET.length}99}`],
    ['in a form after a semicolon', `a=1;password=${SECRET};${SECRET}`],
    ['after a name with a blank encoded', `pass%77ord=${SECRET}`],
  ])('%s', (_where, body) => {
    const shown = hideInBody(body);
    expect(shown.replaceAll('\0', '')).not.toContain(SECRET);
    expect(shown.replaceAll('\0', '')).not.toContain('12345899');
    expect(shown).not.toBe(body);
    expect(hideInBody(shown)).toBe(shown);
    const bytes = bytesWithoutSecrets(Buffer.from(body, 'latin1').toString('base64'));
    expect(Buffer.from(bytes, 'base64').toString('latin1').replaceAll('\0', '')).not.toContain(SECRET);
  });
});

test.each([
  ['a matrix parameter', `/x;token=${SECRET}/y`],
  ['a fragment', `/x#access_token=${SECRET}`],
  ['a second question mark', `/x?a=b?token=${SECRET}`],
])('nor in an address: %s', (_where, path) => {
  expect(hideInUrl(path)).not.toContain(SECRET);
});

test.each(['referer', 'location', 'link', 'x-original-url'])('nor in an address in the header %s', (name) => {
  const value = name === 'link' ? `<https://x.example/?token=${SECRET}>; rel=next` : `/x?token=${SECRET}`;
  expect(hideInHeaders({ [name]: value })[name]).not.toContain(SECRET);
});

describe('the text of a message stays as HQ sends it', () => {
  test.each([
    'your password is tuesday',
    'password: tuesday',
    'a < b and your token is = 5',
    'https://clinic.example/visit?date=tomorrow',
  ])('%s', (text) => {
    const bodies = [JSON.stringify({ text }), `text=${encodeURIComponent(text)}`];
    for (const body of bodies) expect(hideInBody(body)).toBe(body);
  });

  test.each(['password=tuesday', '{"token":"x"}', 'https://clinic.example/?token=x'])(
    'where the message is known, also %s',
    (message) => {
      const body = `text=${encodeURIComponent(message)}&token=x`;
      expect(hideInBody(body, { message })).toBe(`text=${encodeURIComponent(message)}&token=[redacted]`);
      expect(hideInBody(JSON.stringify({ message }), { message })).toBe(JSON.stringify({ message }));
    },
  );
});

/** Each puts a text into a larger one. */
const wrappings: Readonly<Record<string, (text: string) => string>> = {
  json: (text) => JSON.stringify({ a: 1, data: text }),
  list: (text) => JSON.stringify([1, [text]]),
  escaped: (text) =>
    `{"x":"${[...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`,
  form: (text) => `a=1&data=${encodeURIComponent(text)}&b=2`,
  xml: (text) => `<a><b>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</b></a>`,
  cdata: (text) => `<a><!-- x --><b><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></b></a>`,
  attribute: (text) =>
    `<a b="${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"/>`,
  address: (text) => `https://x.example/y?data=${encodeURIComponent(text)}`,
  part: (text) => `--bound\r\ncontent-disposition: form-data; name="a"\r\n\r\n${text}\r\n--bound--`,
};
const cores: readonly ((name: string) => string)[] = [
  (name) => JSON.stringify({ a: { [name]: SECRET } }),
  (name) => JSON.stringify({ [name]: [{ b: SECRET }, SECRET] }),
  (name) => `x=1&${name}=${SECRET}`,
  (name) => `<n:a><n:${name} c="d">${SECRET}</n:${name}></n:a>`,
  (name) => `<a ${name}="${SECRET}"/>`,
  (name) => JSON.stringify([{ name, value: SECRET }]),
];

test('a secret in any text in any text never shows, and what is left stays the same the second time', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...cores),
      fc.constantFrom('password', 'api_token', 'clientSecret', 'X-Auth-Key', 'refresh_token'),
      fc.array(fc.constantFrom(...Object.keys(wrappings)), { maxLength: 5 }),
      fc.boolean(),
      (core, name, names, isWide) => {
        const nested = names.reduce((text, each) => wrappings[each]!(text), core(name));
        const body = isWide ? utf16(nested, false) : nested;
        const shown = hideInBody(body);
        expect(decodedWholly(shown)).not.toContain(SECRET);
        expect(hideInBody(shown)).toBe(shown);
      },
    ),
    { seed: 10, numRuns: 2000, endOnFailure: true },
  );
});

/** Without the zero bytes of UTF-16 and the `\u0041` of JSON, however often escaped. */
const decodedWholly = (text: string): string =>
  text
    .replaceAll('\0', '')
    .replace(/\\+u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

test.each([
  ['names', '"name":"a","value":'],
  ['nested values', '{"data":'],
  ['comments', '<!-- '],
  ['quotes', `<a b='"`],
  ['percent signs', '%25'],
  ['fields', 'a=b=;'],
  ['addresses', 'a://b?c@'],
  ['colons', 'token:"'],
  ['line ends', '\r\n\r\n--x'],
])('a megabyte of %s is read to its end', (_what, piece) => {
  for (const begin of ['', '{', '<', '--x\r\n', '\0']) {
    const body = begin + piece.repeat(Math.floor(1_000_000 / piece.length));
    expect(hideInBody(body).length).toBeGreaterThan(0);
    expect(hideInUrl(`/x?${body}`).length).toBeGreaterThan(0);
  }
});
