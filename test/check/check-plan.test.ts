import { describe, expect, test } from 'vitest';
import { checkPlan } from '../../src/check/check-plan.ts';
import type { Finding } from '../../src/check/finding.ts';
import type { CaseSeed } from '../../src/core/model/case.ts';
import { planFrom } from '../../src/scenario/load.ts';

const top = `scenario: x
project: {time_zone: America/New_York, languages: [en, swa]}
gateways: {G: {type: http, price: {per_segment: "0.8", currency: KES}}}
routing: {global: {"*": G}}
starts: 2026-03-02 08:00
ends: 2026-03-20 00:00
cases:
  amina: {type: woman, name: Amina, contact_phone_number: "254712000601", status: open, next_visit: "2026-03-10"}
  joy: {type: woman, name: Joy, contact_phone_number: "254712000601", contact_phone_number_is_verified: "1", status: open}
timeline:
  - {at: 2026-03-02 09:00, register: [amina, joy]}
`;

function found(rest: string, dstYears = 10): Finding[] {
  const loaded = planFrom(top + rest);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const findings: Finding[] = [];
  for (const plan of loaded.plans) checkPlan(plan, { dstYears }, (finding) => findings.push(finding));
  return findings;
}

const codesOf = (rest: string): string[] =>
  found(rest)
    .map(({ code }) => code)
    .filter((code) => code !== 'NUMBER_SHARED' && code !== 'SEGMENTS');

const alert = (fields: string, key = 'visit'): string =>
  `  ${key}: {case_type: woman, to: case, sms: {en: Hello}, ${fields}}\n`;
const one = (fields: string): string => `alerts:\n${alert(fields)}`;
const daily = (at: string, rest = ''): string => `send: {daily: {at: "${at}"${rest}}}`;

describe('a route to a gateway that is not there', () => {
  const routed = (routing: string): Finding[] => {
    const loaded = planFrom(top.replace(/routing: .*/, `routing: ${routing}`).replace('{G:', '{SAFARICOM:'));
    if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
    const findings: Finding[] = [];
    checkPlan(loaded.plans[0]!, { dstYears: 0 }, (finding) => findings.push(finding));
    return findings.filter(({ code }) => code === 'ROUTE_GATEWAY_UNKNOWN');
  };

  test('is told with its prefix and the gateway that may be meant', () => {
    expect(routed('{global: {"254": SAFARICM, "*": SAFARICOM}}')).toMatchObject([
      {
        message: 'routing.global sends numbers with 254 through SAFARICM, and there is no such gateway',
        hint: 'did you mean "SAFARICOM"?',
      },
    ]);
    expect(routed('{project: {"*": OTHER}}')[0]!.message).toContain(
      'routing.project sends all other numbers through OTHER',
    );
  });

  test('is none where the gateway is there, or comes later', () => {
    expect(routed('{global: {"254": SAFARICOM}}')).toEqual([]);
  });
});

describe('an alert that no case can start', () => {
  test('because of its type says which type may be meant', () => {
    const never = found(
      'alerts:\n  visit: {case_type: womn, to: case, sms: {en: Hello}, send: immediately}\n',
    );
    expect(never.map(({ message }) => message)).toContain(
      'visit can never start: there is no case of the type womn; did you mean "woman"?',
    );
  });

  test.each([
    ['when: {status: closed}, send: immediately', 'status "closed"; there is "open"'],
    [`start: {property: next_vist}, ${daily('09:00')}`, 'no case ever has the property next_vist'],
    [`start: {property: status}, ${daily('09:00')}`, 'no case ever has a date in status'],
    ['active: no, send: immediately', 'switched off'],
  ])('%s', (fields, why) => {
    const never = found(one(fields)).filter(({ code }) => code === 'ALERT_NEVER_STARTS');
    expect(never.map(({ message }) => message)).toEqual([expect.stringContaining(why)]);
    expect(never[0]?.source).toMatchObject({ file: 'scenario', line: 13, column: 10 });
  });

  test('of a type that no case has', () => {
    expect(codesOf(one('send: immediately').replace('woman', 'child'))).toEqual(['ALERT_NEVER_STARTS']);
  });

  test.each(['when: {status: open}, send: immediately', `start: {property: next_visit}, ${daily('09:00')}`])(
    'is none of these: %s',
    (fields) => {
      expect(codesOf(one(fields))).toEqual([]);
    },
  );

  test('a value that the timeline writes is one that a case has', () => {
    const rest = `  - {at: 2026-03-03 09:00, update: {joy: {status: closed}}}\n`;
    expect(codesOf(rest + one('when: {status: closed}, send: immediately'))).toEqual([]);
  });
});

describe('alerts that meet', () => {
  const two = (first: string, second: string): string => `alerts:\n${alert(first)}${alert(second, 'other')}`;

  test.each([
    ['send: immediately', 'send: immediately'],
    [daily('09:00'), daily('09:00')],
    [daily('09:00', ', every: 2'), daily('09:00', ', every: 3')],
  ])('%s and %s', (first, second) => {
    expect(codesOf(two(first, second))).toEqual(['ALERTS_OVERLAP']);
  });

  test.each([
    [daily('09:00'), daily('10:00')],
    ['when: {status: open}, send: immediately', 'when: {status: lost}, send: immediately'],
    ['send: immediately', daily('09:00')],
  ])('%s and %s never do', (first, second) => {
    expect(codesOf(two(first, second)).filter((code) => code === 'ALERTS_OVERLAP')).toEqual([]);
  });
});

describe('changes of the clock', () => {
  test('a time that the clock leaves out or shows twice is told with its days, so many years ahead', () => {
    const gaps = found(one(daily('02:30'))).filter(({ code }) => code === 'SEND_IN_CLOCK_GAP');
    expect(gaps.map(({ about }) => about.count)).toEqual(['10']);
    expect(gaps[0]?.message).toContain('02:30 does not exist in America/New_York on 2026-03-08, 2027-03-14');
    expect(found(one(daily('02:30')), 1).find(({ code }) => code === 'SEND_IN_CLOCK_GAP')?.about.count).toBe(
      '1',
    );
    const twice = found(one(daily('01:30'))).find(({ code }) => code === 'SEND_IN_CLOCK_OVERLAP');
    expect(twice?.message).toContain('01:30 comes twice in America/New_York on 2026-11-01');
  });

  test.each(['03:00', '00:59', '09:00'])('at %s the clock has one hour', (at) => {
    expect(codesOf(one(daily(at))).filter((code) => code.startsWith('SEND_IN'))).toEqual([]);
  });

  test('a reader in another zone has other changes, or none', () => {
    const elsewhere = top.replace('status: open}', 'status: open, time_zone: Europe/London}');
    const loaded = planFrom(elsewhere + one(daily('01:30')));
    const findings: Finding[] = [];
    if ('plans' in loaded) checkPlan(loaded.plans[0]!, { dstYears: 1 }, (finding) => findings.push(finding));
    const zones = findings.filter(({ code }) => code.startsWith('SEND_IN')).map(({ about }) => about.zone);
    expect(zones).toEqual(['America/New_York', 'Europe/London', 'Europe/London']);
  });
});

test('a shared number is told with the one whom replies belong to', () => {
  const shared = found('').filter(({ code }) => code === 'NUMBER_SHARED');
  expect(shared.map(({ message }) => message)).toEqual([
    '254712000601 stands with 2 contacts: amina, joy; replies belong to joy, the first with a verified number',
  ]);
  expect(shared[0]?.source.line).toBe(9);
});

test('the SMS of each language are counted with the longest value, and cost what the gateway says', () => {
  const texts = `sms: {en: "${'x'.repeat(150)} {case.next_visit}", swa: "Habari’ ${'y'.repeat(80)}"}`;
  const [segments, forced] = found(
    `alerts:\n  visit: {case_type: woman, to: case, send: immediately, ${texts}}\n`,
  ).filter(({ code }) => code === 'SEGMENTS' || code === 'TEXT_FORCED_TO_UCS2');
  expect(segments?.message).toBe(
    'visit: at most en 2 in GSM-7 (1.6 KES by G); swa 2 in UCS-2 (1.6 KES by G)',
  );
  expect(forced?.hint).toBe('replace U+2019 by "\'"');
});

test('values, nights and strangers are told without a run, each where it stands', () => {
  const rest = [
    '  - {at: 2026-03-03 09:00, update: {joy: {next_visit: 12/06/2026}}}\n',
    '  - {at: 2026-03-03 10:00, inbound: {from: "254712000606", via: G, text: hi}}\n',
    one(`start: {property: next_visit}, ${daily('22:00')}`),
  ].join('');
  const told = found(rest).map(({ code, source: { line } }) => `${code} ${line}`);
  expect(told).toEqual(
    expect.arrayContaining(['DATE_FORMAT 12', 'NEAR_NUMBER 13', 'NIGHT_MESSAGE 15', 'NUMBER_SHARED 9']),
  );
});

test('a text that a plain sign would bring to GSM-7 is told only where segments are saved', () => {
  const forced = (text: string) =>
    found(`alerts:\n  hello: {case_type: woman, to: case, sms: {en: "${text}"}, send: immediately}\n`).filter(
      ({ code }) => code === 'TEXT_FORCED_TO_UCS2',
    );
  expect(forced(`Amina’s visit ${'is soon '.repeat(12)}`)).toHaveLength(1);
  expect(forced('Amina’s visit')).toEqual([]);
});

describe('a finding stands where its words stand', () => {
  const placesOf = (rest: string, code: string): string[] =>
    found(rest).flatMap((one) => (one.code === code ? [`${one.source.line}:${one.source.column}`] : []));
  const texts = (words: string): string =>
    `alerts:\n  visit:\n    case_type: woman\n    to: case\n    send: immediately\n    sms:\n${words}`;

  test.each([
    ['PLACEHOLDER_NEVER_FILLED', '      en: Hello\n      swa: "Habari {case.nme}"\n', ['19:12']],
    ['TEXT_LANGUAGE_UNKNOWN', '      en: Hello\n      hin: "Namaste"\n', ['19:12']],
    [
      'TEXT_FORCED_TO_UCS2',
      '      en: Hello\n      swa: "Habari’ "\n'.replace('’ ', `’ ${'x'.repeat(80)}`),
      ['19:12'],
    ],
    ['SEGMENTS', '      en: Hello\n      swa: Habari\n', ['18:11']],
  ])('%s', (code, words, places) => {
    expect(placesOf(texts(words), code)).toEqual(places);
  });

  test('of a text without languages, too', () => {
    const rest =
      'alerts:\n  visit: {case_type: woman, to: case, send: immediately, sms: "Hello {case.nme}"}\n';
    expect(placesOf(rest, 'PLACEHOLDER_NEVER_FILLED')).toEqual(['13:63']);
  });

  test('what is said of a keyword or a survey points at it', () => {
    const two = 'keywords:\n  JOIN: {reply: Hello}\n  "TWO WORDS": {reply: Hello}\n  GO: {}\n';
    expect(placesOf(two, 'SCREEN_LIMIT')).toEqual(['14:16']);
    expect(placesOf(two, 'KEYWORD_DOES_NOTHING')).toEqual(['15:7']);
    const lost = 'keywords:\n  JOIN: {survey: nowhere}\n';
    expect(placesOf(lost, 'UNKNOWN_SURVEY')).toEqual(['13:9']);
    const survey = (fields: string): string =>
      `surveys:\n  age:\n    expires_after: 30 minutes\n    questions: [{id: age, ask: {en: Age}, type: int}]\n${fields}`;
    expect(placesOf(survey(''), 'SCREEN_LIMIT')).toEqual(['14:5']);
    expect(placesOf(survey('    on_submit: {update: {age: "{old}"}}\n'), 'UNKNOWN_QUESTION')).toEqual([
      '16:31',
    ]);
  });
});

describe('variables of keywords', () => {
  const empty = (keyword: string): string[] =>
    found(`keywords:\n  JOIN: ${keyword}\n`).flatMap(({ code, message, source: { line } }) =>
      code === 'PLACEHOLDER_NEVER_FILLED' ? [`${line} ${message}`] : [],
    );

  test.each([
    ['{reply: "You are due {case.next_vist}"}', 'JOIN: {case.next_vist} reads "(?)" for everybody'],
    ['{reply: Hello, notify: {to: owner, sms: "{case.nme} wrote"}}', 'JOIN: {case.nme} reads "(?)"'],
    ['{reply: "Thanks, {case.name}", only_for: workers}', 'a worker who writes is no case'],
  ])('%s', (keyword, message) => {
    expect(empty(keyword)).toEqual([expect.stringContaining(message)]);
    expect(empty(keyword)[0]).toMatch(/^13 /);
  });

  test.each([
    '{reply: "Due {case.next_visit}, {recipient.name}"}',
    '{reply: {en: Hello, swa: "{case.nme}"}}',
  ])('what is filled in, or never sent, is not told: %s', (keyword) => {
    expect(empty(keyword)).toEqual([]);
  });
});

describe('a language without a text', () => {
  const people = `users:
  nurse: {username: nurse, phones: ["254722000001"], language: swa}
  idle: {username: idle, phones: ["254722000002"], language: swa, active: no}
groups: {hill: {users: [nurse, idle]}}
locations: {clinic: {users: [nurse]}, ward: {parent: clinic, users: [nurse]}}
`;
  const lacking = (to: string, owner = ''): string[] => {
    const alerts = `alerts:\n  visit: {case_type: woman, to: ${to}, send: immediately, sms: {en: Hello}}\n`;
    const loaded = planFrom(
      top.replace('status: open, next', `${owner}status: open, next`) + people + alerts,
    );
    if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
    return loaded.plans[0]!.notices.flatMap(({ code, message }) =>
      code === 'LANGUAGE_WITHOUT_TEXT' ? [message] : [],
    );
  };

  test.each(['{user: nurse}', '{group: hill}', '{location: clinic}', '{location: clinic, descendants: yes}'])(
    'is told of users as recipients: %s',
    (to) => {
      expect(lacking(to)).toEqual([
        expect.stringContaining('1 contact reads swa, and there is no text in swa'),
      ]);
    },
  );

  test.each(['nurse', 'hill', 'clinic'])('and of owners: %s', (owner) => {
    expect(lacking('owner', `owner: ${owner}, `)).toEqual([expect.stringContaining('1 contact reads swa')]);
    expect(lacking('owner')).toEqual([]);
  });

  test('nobody is told of who gets nothing', () => {
    expect(lacking('{user: idle}')).toEqual([]);
  });
});

test('the cases are gone through twice, and once more where numbers are shared: on a disk each pass reads them anew', () => {
  expect(passesOver(top + one(daily('10:00')))).toBe(3);
  const apart = top.replace(
    '"254712000601", contact_phone_number_is_verified',
    '"254712000602", contact_phone_number_is_verified',
  );
  expect(passesOver(apart + one(daily('10:00')))).toBe(2);
});

function passesOver(text: string): number {
  const loaded = planFrom(text);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const [plan] = loaded.plans;
  const cases = new CountedCases(plan!.cases);
  checkPlan({ ...plan!, cases }, { dstYears: 0 }, () => {});
  return cases.passes;
}

class CountedCases extends Map<string, CaseSeed> {
  passes = 0;

  override values(): MapIterator<CaseSeed> {
    this.passes += 1;
    return super.values();
  }
}
