import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { matchingInSlices } from '../../../src/adapters/recorder/fitting.ts';
import { jsonPathFrom } from '../../../src/adapters/recorder/json-path.ts';
import { Message } from '../../../src/adapters/recorder/message.ts';
import { nearMissesTo } from '../../../src/adapters/recorder/near-miss.ts';
import { patternFrom } from '../../../src/adapters/recorder/request-pattern.ts';
import { searchFor } from '../../../src/adapters/recorder/search.ts';
import { requestWithoutSecrets } from '../../../src/adapters/secrets/without-secrets.ts';
import { aJsonExchange, aMail, anExchange } from './an-exchange.ts';

const MATCHERS = [
  'equalTo',
  'contains',
  'absent',
  'equalToJson',
  'matchesJsonPath',
  'and',
  'or',
  'not',
  'doesNotContain',
];
const matcher = fc.dictionary(fc.constantFrom(...MATCHERS, 'caseInsensitive', 'nonsense'), fc.jsonValue(), {
  maxKeys: 2,
});
const pattern = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      method: fc.oneof(fc.constant('POST'), fc.jsonValue()),
      urlPath: fc.oneof(fc.string(), fc.jsonValue()),
      headers: fc.oneof(fc.dictionary(fc.string(), matcher), fc.jsonValue()),
      queryParameters: fc.dictionary(fc.string(), matcher),
      cookies: fc.dictionary(fc.string(), matcher),
      bodyPatterns: fc.oneof(fc.array(matcher), fc.jsonValue()),
    },
    { requiredKeys: [] },
  ),
);

test.prop([pattern, fc.jsonValue()])(
  'any pattern is read or refused, and asks without harm',
  async (given, document) => {
    const read = patternFrom(given);
    if ('problem' in read) return void expect(read.problem).toMatch(/./);
    const all = [anExchange(), aMail(), aJsonExchange(document)];
    const found = await matchingInSlices(read, all);
    expect(found.length + nearMissesTo(read, all).length).toBeLessThanOrEqual(all.length);
  },
);

test.prop([
  fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'$.[]*?@()=\'"<>ab019 -') }).map((rest) => `$${rest}`),
  ),
  fc.jsonValue(),
])('any JSONPath is read or refused', (source, document) => {
  const path = jsonPathFrom(source);
  expect(Array.isArray(typeof path === 'function' ? path(document) : [])).toBe(true);
});

const words = fc.constantFrom(
  'to:',
  'is:',
  'has:',
  'segments:',
  'after:',
  'larger:',
  '-',
  '!',
  '"',
  ' ',
  'read',
  '1',
  '2026-01-01',
  'x',
);
test.prop([
  fc.oneof(
    fc.string(),
    fc.array(words).map((each) => each.join('')),
  ),
])('any search is read or refused, and asks without harm', (query) => {
  const search = searchFor(query);
  if ('problem' in search) return void expect(search.problem).toMatch(/./);
  for (const exchange of [anExchange(), aMail()])
    expect(search.holds(new Message(exchange))).toBeTypeOf('boolean');
});

test.prop([fc.string(), fc.string(), fc.string()])('any mail is shown', (type, header, body) => {
  const headers = {
    'content-type': `multipart/mixed; boundary="${type}"`,
    to: header,
    subject: header,
    'message-id': header,
  };
  const mail = aMail(headers, `${body}--${type}\r\n${header}\r\n\r\n${body}`);
  expect(new Message(mail).countOf('attachment')).toBeGreaterThanOrEqual(0);
  expect(new Message(mail).summary().To.length).toBeGreaterThan(0);
});

test.prop([fc.string(), fc.dictionary(fc.string(), fc.string()), fc.string()])(
  'any request is shown, and twice the same',
  (path, headers, body) => {
    const once = requestWithoutSecrets({ method: 'POST', path, headers, body });
    expect(requestWithoutSecrets(once)).toEqual(once);
  },
);
