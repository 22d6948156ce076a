/** `query` of the Case Data API: HQ's search language as its page documents it, the rest refused by name. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { callerOf, sessionOf } from './lab-client.ts';

let lab: Lab;
const call = callerOf(() => lab);
const cases = '/a/registry/api/case/v2/';

const story = `
scenario: A registry
project: {name: registry, time_zone: Africa/Nairobi, languages: [en]}
gateways: {GATE: {type: test}}
users: {nurse: {username: nurse}}
cases:
  house: {type: household, name: House, city: SF, dod: ""}
  john: {type: patient, name: john, sex: m, age: "12", weight: "22.5", region: london, registration_date: 2019-11-30, tests: "testA testB", owner: nurse, parent: {case: house}}
  jane: {type: patient, name: jane, sex: f, age: "9", weight: "20", region: "", tests: "word's 5.9 word.2 12/2=6x1 你好", timezone: Africa/Nairobi, parent: {case: house}}
  lab1: {type: lab_result, name: One, result: positive, count: "1", parent: {case: john, relationship: extension}}
  lab2: {type: lab_result, name: Two, result: negative, count: "2", parent: {case: john, relationship: extension}}
  shut: {type: patient, name: Shut, age: ten, registration_date: 2026-03-02}
starts: 2026-03-02 09:00
timeline:
  - {at: 2026-03-02 09:00, register: [house, john, jane, lab1, lab2, shut]}
  - {at: 2026-03-02 10:00, close: shut}
`;

beforeAll(async () => {
  lab = await serveLab({ port: 0 });
  const at = await sessionOf(call, story);
  await call('POST', `${at}/clock`, { do: 'jump', to: '2026-03-02 12:00' });
});
afterAll(() => lab.close());

const ask = (query: string, more = '') => call('GET', `${cases}?query=${encodeURIComponent(query)}${more}`);
const found = async (query: string): Promise<string> => {
  const { status, body, text } = await ask(query);
  expect(status, text).toBe(200);
  return body.cases.map(({ case_id }: { case_id: string }) => case_id).join(' ');
};

describe('a query finds', () => {
  test.each([
    ["name = 'john' and age > 10", 'john'],
    ["region = 'london' and registration_date < '2019-12-01'", 'john'],
    ["(sex = 'm' and weight < 23) or (sex = 'f' and weight < 20)", 'john'],
    ["case_name = 'jane' or external_id = 'x'", 'jane'],
    ["@case_type = 'patient' and @status = 'open'", 'john jane'],
    ["@status != 'open'", 'shut'],
    ["@owner_id = 'nurse'", 'john'],
    ["@case_id = 'jane'", 'jane'],
    ["@case_type = 'patient' and region = ''", 'jane shut'],
    ["@case_type = 'patient' and region != 'london'", 'jane shut'],
    ['age = 9', 'jane'],
    ['age >= 9 and age <= 12', 'john jane'],
    ["weight > '22.4'", 'john'],
    ['not(age >= 10) and @case_type = "patient"', 'jane shut'],
    ["registration_date >= date('2019-11-30') and registration_date < date('2020-01-01')", 'john'],
    ['registration_date = today()', 'shut'],
    ['registration_date < date(18262)', 'john'],
    ["date_opened >= '2026-03-02' and @case_type = 'household'", 'house'],
    ["date_opened < '2026-03-02'", ''],
    ['date_opened = today()', ''],
    ['starts-with(timezone, "Africa/")', 'jane'],
    ['starts-with(timezone, "africa/")', ''],
    ['selected(tests, "testA")', 'john'],
    ['selected(tests, "TESTA other")', 'john'],
    ['selected-any(tests, "other testB")', 'john'],
    ['selected-all(tests, "testA testB")', 'john'],
    ['selected-all(tests, "testA other")', ''],
    ['selected-all(tests, "words 5.9 word 2 12 6x1 好")', 'jane'],
    ['selected(tests, "")', ''],
    ["match-all() and name = 'john'", 'john'],
    ["match-none() or name = 'john'", 'john'],
    ["parent/city = 'SF'", 'john jane'],
    ["parent/dod = ''", 'john jane'],
    ["host/parent/city = 'SF'", 'lab1 lab2'],
    ["host/selected = ''", 'lab1 lab2'],
    ["selected(parent/city, 'SF')", 'john jane'],
    ["ancestor-exists(host/parent, city = 'SF')", 'lab1 lab2'],
    [
      "ancestor-exists(host, sex = 'm' and ancestor-exists(parent, city != '' and selected(city, 'SF')))",
      'lab1 lab2',
    ],
    ["subcase-exists('host', @case_type = 'lab_result' and result = 'positive')", 'john'],
    ["subcase-exists('parent', subcase-exists('host', count > 1))", 'house'],
    ["subcase-count('host', match-all()) = 2", 'john'],
    ["subcase-count('parent', sex = 'f') >= 1", 'house'],
    ["subcase-count('host', result = 'positive') != 0", 'john'],
    ["subcase-count('host', match-all()) > 2", ''],
  ])('%s: %s', async (query, ids) => {
    expect(await found(query)).toBe(ids);
  });

  test('together with other filters, page by page', async () => {
    const first = await ask('match-all()', '&limit=1&case_type=patient');
    expect(first.body).toMatchObject({ matching_records: 3, cases: [{ case_id: 'john' }] });
    const second = await call('GET', new URL(first.body.next).pathname + new URL(first.body.next).search);
    expect(second.body).toMatchObject({ matching_records: 2, cases: [{ case_id: 'jane' }] });
    const third = await call('GET', new URL(second.body.next).pathname + new URL(second.body.next).search);
    expect(third.body).toMatchObject({ matching_records: 1, cases: [{ case_id: 'shut' }] });
    expect(third.body.next).toBeUndefined();
  });
});

describe('a query is refused by name, with what to write instead:', () => {
  test.each([
    ['fuzzy-match(name, "Jon")', /fuzzy-match\(\).*starts-with/],
    ['phonetic-match(name, "Jon")', /phonetic-match\(\).*starts-with/],
    ["within-distance(location, '42.4 -71.1', 30, 'miles')", /within-distance\(\).*district/],
    ["contains(name, 'j')", /the function contains\(\).*one of .*starts-with\(\)/],
    ["name = concat('j', 'ohn')", /the function concat\(\)/],
    ['selected(tests)', /selected\(\) with 1 arguments.*with 2/],
    ["name = 'john' and", /no XPath/],
    ['name', /a condition is wanted/],
    ["'john' = name", /the left side is a property/],
    ['name = age', /the right side is a value/],
    ['age + 1 = 10', /the left side is a property/],
    ['age > "ten"', /age > 'ten': the right side is a number or a day/],
    ['date_opened > 5', /date_opened is compared with a day/],
    ["registration_date = date('2019-02-30')", /date\(\) wants a day that there is/],
    ["@colour = 'red'", /@colour is not there; there are @case_id, @case_type, @owner_id, @status/],
    ['parent[1]/age = 5', /no conditions in square brackets/],
    ['subcase-count("host", match-all())', /compare it/],
    ['subcase-count("host", match-all()) > "2"', /compared with a number/],
    ['subcase-exists(host, match-all())', /a text in quotation marks/],
    ["ancestor-exists(parent, selected(city, 'SF'))", /no function alone/],
    ["ancestor-exists(parent, city = 'SF' and subcase-exists('parent', age > 1))", /no subcase-exists/],
    ['today()', /today\(\) is no condition/],
    ['', /no XPath/],
  ])('%s', async (query, words) => {
    const { status, body } = await ask(query);
    expect(status).toBe(400);
    expect(Object.keys(body)).toEqual(['error']);
    expect(body.error).toMatch(words);
  });
});
