import { describe, expect, test } from 'vitest';
import { patternFrom } from '../../../src/adapters/recorder/request-pattern.ts';
import { aJsonExchange, aMail, anExchange } from './an-exchange.ts';

function fits(pattern: unknown, exchange = anExchange()): boolean {
  const read = patternFrom(pattern);
  if ('problem' in read) throw new Error(read.problem);
  return read.isWanted(exchange);
}

function problemOf(pattern: unknown): string {
  const read = patternFrom(pattern);
  return 'problem' in read ? read.problem : 'none';
}

describe('what a request pattern asks', () => {
  test.each([
    [{}, true],
    [{ method: 'POST' }, true],
    [{ method: 'ANY' }, true],
    [{ method: 'GET' }, false],
    [{ url: '/TW/2010/Messages.json?dry=1&dry=2' }, true],
    [{ url: '/TW/2010/Messages.json' }, false],
    [{ urlPath: '/TW/2010/Messages.json' }, true],
    [{ urlPattern: '/TW/.*dry=2' }, true],
    [{ urlPattern: '/TW' }, false],
    [{ urlPathPattern: '/TW/\\d{4}/Messages\\.json' }, true],
    [{ queryParameters: { dry: { equalTo: '2' } } }, true],
    [{ queryParameters: { dry: { equalTo: '3' } } }, false],
    [{ queryParameters: { wet: { absent: true } } }, true],
    [{ queryParameters: { wet: { absent: '(absent)' } } }, true],
    [{ queryParameters: { wet: { absent: 'true' } } }, true],
    [{ queryParameters: { wet: { absent: 'false' } } }, false],
    [{ queryParameters: { wet: { absent: false } } }, false],
    [{ formParameters: { To: { equalTo: '+27831234567' } } }, true],
    [{ formParameters: { To: { contains: '99' } } }, false],
    [{ headers: { 'Content-Type': { matches: '.*form.*' } } }, true],
    [{ headers: { constructor: { absent: true } } }, true],
    [{ cookies: { b: { equalTo: '2' } } }, true],
    [{ bodyPatterns: [{ contains: 'Visit' }, { doesNotContain: 'Friday' }] }, true],
    [{ bodyPatterns: [{ contains: 'Visit' }, { contains: 'Friday' }] }, false],
    [{ gateway: 'TW', kind: 'twilio', verdict: 'taken' }, true],
    [{ verdict: 'refused' }, false],
  ])('%j', (pattern, isWanted) => {
    expect(fits(pattern)).toBe(isWanted);
  });

  test('a mail stands behind its gateway’s name, too', () => {
    expect(fits({ method: 'MAIL', urlPath: '/MAIL/ana@example.org' }, aMail())).toBe(true);
  });

  test('the body of no form has no form parameters', () => {
    expect(fits({ formParameters: { a: { absent: true } } }, aJsonExchange('a=1'))).toBe(true);
  });
});

describe('how a value is matched', () => {
  const document = {
    messages: [
      { to: '+27831', text: 'Visit', parts: 1 },
      { to: '+27832', text: 'Stay', parts: 3 },
    ],
    from: null,
    empty: [],
  };
  test.each([
    [{ equalTo: JSON.stringify(document) }, true],
    [{ equalTo: JSON.stringify(document).toUpperCase(), caseInsensitive: true }, true],
    [{ binaryEqualTo: Buffer.from(JSON.stringify(document)).toString('base64') }, true],
    [{ matches: '.*Visit.*' }, true],
    [{ doesNotMatch: '.*Visit.*' }, false],
    [{ not: { contains: 'Friday' } }, true],
    [{ or: [{ contains: 'Friday' }, { contains: 'Visit' }] }, true],
    [{ and: [{ contains: 'Friday' }, { contains: 'Visit' }] }, false],
    [{ equalToJson: document }, true],
    [{ equalToJson: JSON.stringify(document) }, true],
    [{ equalToJson: { from: null }, ignoreExtraElements: true }, true],
    [{ equalToJson: { from: null } }, false],
    [{ equalToJson: { ...document, messages: [...document.messages].reverse() } }, false],
    [
      { equalToJson: { ...document, messages: [...document.messages].reverse() }, ignoreArrayOrder: true },
      true,
    ],
    [{ matchesJsonPath: '$.messages' }, true],
    [{ matchesJsonPath: '$.from' }, false],
    [{ matchesJsonPath: '$.empty' }, false],
    [{ matchesJsonPath: '$.messages[2]' }, false],
    [{ matchesJsonPath: '$.messages[-1].text' }, true],
    [{ matchesJsonPath: "$['messages'][*].to" }, true],
    [{ matchesJsonPath: '$..parts' }, true],
    [{ matchesJsonPath: '$..nothing' }, false],
    [{ matchesJsonPath: "$.messages[?(@.to == '+27832')]" }, true],
    [{ matchesJsonPath: "$.messages[?(@.to == '+27839')]" }, false],
    [{ matchesJsonPath: '$.messages[?(@.parts > 2)].text' }, true],
    [{ matchesJsonPath: '$.messages[?(@.parts > 3)].text' }, false],
    [{ matchesJsonPath: '$.messages[?(@.parts)].text' }, true],
    [{ matchesJsonPath: "$.messages[1][?(@.to == '+27832')]" }, true],
    [{ matchesJsonPath: "$.messages[1][?(@.to == '+27839')]" }, false],
    [{ matchesJsonPath: { expression: '$.none', absent: true } }, true],
    [{ matchesJsonPath: { expression: '$.messages', absent: true } }, false],
    [{ matchesJsonPath: { expression: '$.none', absent: false } }, false],
    [{ matchesJsonPath: { expression: '$.messages[*].text', equalTo: 'Stay' } }, true],
    [{ matchesJsonPath: { expression: '$.messages[*].text', equalTo: 'Go' } }, false],
    [{ matchesJsonPath: { expression: '$.messages[1].parts', equalTo: '3' } }, true],
    [{ matchesJsonPath: '$.__proto__' }, false],
    [{ matchesJsonPath: '$.messages.length' }, false],
  ])('%j', (matcher, isWanted) => {
    expect(fits({ bodyPatterns: [matcher] }, aJsonExchange(document))).toBe(isWanted);
  });

  test('what is no JSON fits no JSON', () => {
    expect(fits({ bodyPatterns: [{ equalToJson: {} }] })).toBe(false);
    expect(fits({ bodyPatterns: [{ matchesJsonPath: '$' }] })).toBe(false);
  });
});

describe('what cannot be read', () => {
  test.each([
    [[], 'a JSON object is wanted'],
    ['x', 'a JSON object is wanted'],
    [{ metod: 'GET' }, 'unknown key "metod": there are method, url'],
    [JSON.parse('{"__proto__": {"method": "GET"}}'), 'unknown key "__proto__"'],
    [{ constructor: 1 }, 'unknown key "constructor"'],
    [{ method: 1 }, 'method is a text, not 1'],
    [{ url: null }, 'url is a text, not null'],
    [{ headers: null }, 'headers is an object of matchers'],
    [{ headers: [] }, 'headers is an object of matchers'],
    [{ headers: { x: 'y' } }, 'headers.x: a matcher such as {"contains": "x"} is wanted, not "y"'],
    [{ headers: { x: { like: 'y' } } }, 'headers.x: unknown matcher like; there are equalTo, contains'],
    [{ headers: { x: {} } }, 'one matcher is wanted, not 0'],
    [{ headers: { x: { contains: 'a', equalTo: 'b' } } }, 'one matcher is wanted, not 2'],
    [{ headers: { x: { __proto__: null, toString: 'b' } } }, 'unknown matcher toString'],
    [{ bodyPatterns: 'x' }, 'bodyPatterns is a list of matchers'],
    [{ bodyPatterns: [{ contains: {} }] }, 'body: contains wants a text, not {}'],
    [{ bodyPatterns: [{ absent: 'yes' }] }, 'absent is true or false'],
    [{ bodyPatterns: [{ equalToJson: '{' }] }, 'equalToJson wants JSON'],
    [{ bodyPatterns: [{ matchesJsonPath: 'a.b' }] }, 'a JSONPath begins with $'],
    [{ bodyPatterns: [{ matchesJsonPath: '$.a[(1)]' }] }, 'cannot read [(1)]'],
    [{ bodyPatterns: [{ matchesJsonPath: '$.a[?(@.b =~ /x/)]' }] }, 'cannot read'],
    [{ bodyPatterns: [{ matchesJsonPath: 7 }] }, 'matchesJsonPath wants a path'],
    [{ urlPattern: '(' }, 'urlPattern: ( is not a regular expression'],
    [{ urlPattern: '(a)\\1' }, '(a)\\1 has back references, which cannot be matched in bounded work'],
    [{ urlPattern: '(a{50}){50}' }, 'more than 2000 steps'],
    [{ urlPattern: 'a'.repeat(501) }, '… has more than 500 characters'],
    [
      { headers: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`h${n}`, { absent: true }])) },
      'at most 100 things',
    ],
  ])('%j', (pattern, problem) => {
    expect(problemOf(pattern)).toContain(problem);
  });

  test.each([
    [
      { basicAuthCredentials: { username: 'a', password: 'b' } },
      'the key basicAuthCredentials of a pattern',
      'secrets are not kept',
    ],
    [{ multipartPatterns: [] }, 'the key multipartPatterns of a pattern', 'bodyPatterns with contains'],
    [{ host: { equalTo: 'x' } }, 'the key host of a pattern', 'all servers are on this machine'],
    [
      { bodyPatterns: [{ equalToXml: '<a/>' }] },
      'body: the matcher equalToXml',
      'reads XML as text; there are equalTo',
    ],
    [{ bodyPatterns: [{ matchesXPath: '//a' }] }, 'body: the matcher matchesXPath', 'reads XML as text'],
    [
      { headers: { x: { not: { hasExactly: [] } } } },
      'headers.x: the matcher hasExactly',
      'a repeated parameter',
    ],
    [
      { bodyPatterns: [{ equalToJson: { a: '$'.concat('{json-unit.ignore}') } }] },
      'body: placeholders in equalToJson are',
      'matchesJsonPath',
    ],
  ])('WireMock has it, and these gateways do not: %j', (pattern, problem, instead) => {
    const read = patternFrom(pattern);
    expect(read).toMatchObject({
      problem: expect.stringContaining(problem),
      instead: expect.stringContaining(instead),
    });
  });

  test('matchers and documents without end are refused', () => {
    let matcher: object = { contains: 'x' };
    let document: unknown = 1;
    for (let depth = 0; depth < 2000; depth += 1) [matcher, document] = [{ not: matcher }, [document]];
    expect(problemOf({ bodyPatterns: [matcher] })).toContain('deep at most');
    expect(problemOf({ bodyPatterns: [{ equalToJson: document }] })).toContain('too deep');
  });
});
