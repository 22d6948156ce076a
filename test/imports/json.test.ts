import { expect, test } from 'vitest';
import { codesOf, imported, messagesOf } from './helpers.ts';

const v1 = (id: string, name: string, more: object = {}) => ({
  case_id: id,
  closed: false,
  properties: { case_name: name, case_type: 'pregnancy', owner_id: 'u1', external_id: null, ...more },
});
const v2 = (id: string, name: string, more: object = {}) => ({
  case_id: id,
  case_type: 'pregnancy',
  case_name: name,
  owner_id: 'u1',
  closed: false,
  properties: { ...more },
});
const fromJson = (value: unknown, file = 'women.json') =>
  imported(typeof value === 'string' ? value : JSON.stringify(value), { file });

test.each([
  ['v1 wrapper', { meta: { next: null, total_count: 2 }, objects: [v1('c1', 'Asha'), v1('c2', 'Meera')] }],
  ['v2 wrapper', { matching_records: 2, cases: [v2('c1', 'Asha'), v2('c2', 'Meera')] }],
  ['list of v1', [v1('c1', 'Asha'), v1('c2', 'Meera')]],
  ['list of both', [v1('c1', 'Asha'), v2('c2', 'Meera')]],
  ['NDJSON', `${JSON.stringify(v2('c1', 'Asha'))}\n\n${JSON.stringify(v1('c2', 'Meera'))}\n`],
])('%s: both cases are read', (_story, value) => {
  const { cases, problems, notices } = fromJson(value);
  expect(problems).toEqual([]);
  expect(notices).toEqual([]);
  expect(cases.map(({ key, caseId, type, owner }) => [key, caseId, type, owner])).toEqual([
    ['asha', 'c1', 'pregnancy', 'u1'],
    ['meera', 'c2', 'pregnancy', 'u1'],
  ]);
});

test.each(['women.json', 'women.ndjson', 'women'])('a single case in %s is read', (file) => {
  expect(fromJson(JSON.stringify(v2('c1', 'Asha')), file).cases).toMatchObject([{ key: 'asha' }]);
});

test('an empty and a null property are missing; numbers and truths become text', () => {
  const more = { a: '', b: null, c: '---', age: 31, due: true };
  expect([...fromJson([v2('c1', 'Asha', more)]).cases[0]!.properties]).toEqual([
    ['age', '31'],
    ['due', 'True'],
  ]);
});

test('a closed case comes as closed', () => {
  expect(fromJson([{ ...v2('c1', 'Asha'), closed: true }]).cases[0]?.closed).toBe(true);
});

test('indices become links within the file', () => {
  const child = {
    ...v2('c1', 'Asha'),
    indices: { host: { case_id: 'h1', case_type: 'household', relationship: 'extension' } },
  };
  const { cases, notices } = fromJson([child, v2('h1', 'House')]);
  expect(notices).toEqual([]);
  expect(cases[0]?.parents).toEqual([{ case: 'house', identifier: 'host', relationship: 'extension' }]);
});

test('damages are named by case, or by line of NDJSON', () => {
  const cases = [v2('c1', 'Asha'), v2('c2', 'Meera', { contact_phone_number: '9.19812E+11' })];
  expect(messagesOf(fromJson(cases))).toEqual([
    'women.json case 2 (meera): contact_phone_number "9.19812E+11": HQ reads no phone number: NO_PHONE_NUMBER',
  ]);
  const lines = cases.map((one) => JSON.stringify(one)).join('\n');
  expect(messagesOf(fromJson(lines, 'women.ndjson'))[0]).toContain('women.ndjson line 2 (meera)');
});

test.each([
  ['v1', { meta: { next: '?offset=1', total_count: 9 }, objects: [v1('c1', 'Asha')] }, '1 of 9 cases'],
  ['v2', { matching_records: 9, cases: [v2('c1', 'Asha')], next: 'http://x' }, '1 of 9 cases'],
  ['a total alone', { matching_records: 9, cases: [v2('c1', 'Asha')] }, '1 of 9 cases'],
  ['a cursor alone', { cases: [v2('c1', 'Asha')], next: 'http://x' }, '1 of more cases'],
])('the first of several pages says so: %s', (_story, page, found) => {
  const result = fromJson(page);
  expect(codesOf(result)).toEqual(['IMPORT_MORE_PAGES']);
  expect(result.notices[0]?.about.found).toBe(found);
});

test('columns rename JSON properties too', () => {
  const columns = new Map([['phone', 'contact_phone_number']]);
  const text = JSON.stringify([v2('c1', 'Asha', { phone: '919812345001' })]);
  const result = imported(text, { file: 'a.json', columns });
  expect(result.problems).toEqual([]);
  expect([...result.cases[0]!.properties]).toEqual([['contact_phone_number', '919812345001']]);
  const missing = imported(text, { file: 'a.json', columns: new Map([['fone', 'x']]) });
  expect(missing.problems[0]?.found).toBe('no column fone');
});

test.each([
  ['broken JSON', '{"case_id": "c1",}', { row: 1, wanted: expect.stringContaining('Case API') }],
  ['broken JSON further down', '[\n{"case_id": "c1",}]', { row: 2 }],
  ['a broken line', '{"case_id": "c1", "properties": {}}\n{"case_id', { row: 2 }],
  ['a text in the list', '["c1"]', { row: 1, found: 'case 1 is "c1"' }],
  ['a lone number', '7', { row: 1, found: 'case 1 is 7' }],
  ['an error in a bulk answer', '[{"case_id": "c1", "error": "not found"}]', { row: 1 }],
  ['an empty list', '{"cases": []}', { found: 'no case in the file' }],
  [
    'a nested property',
    '{"case_id": "c1", "properties": {"case_name": "A", "visits": [1]}}',
    { row: 1, column: 'visits', found: '[1]' },
  ],
])('%s is a problem', (_story, text, problem) => {
  expect(fromJson(text).problems[0]).toMatchObject(problem);
});
