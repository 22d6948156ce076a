import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { BULK_MAX } from '../../src/lab/session/hq/case-api/write-cases.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

let lab: Lab;
let at: string;
const call = callerOf(() => lab);
const cases = '/a/clinic/api/case/v2/';
const hana = { case_type: 'woman', case_name: 'Hana', owner_id: 'nurse' };

beforeAll(async () => {
  lab = await serveLab({ port: 0 });
});
afterAll(() => lab.close());
beforeEach(async () => {
  at = await sessionOf(call, clinic);
});

const errorOf = async (method: string, path: string, body?: unknown) => {
  const answer = await call(method, path, body);
  expect(Object.keys(answer.body)).toEqual(['error']);
  return `${answer.status} ${answer.body.error}`;
};
const namesIn = ({ body }: { body: { cases: { case_name: string }[] } }) =>
  body.cases.map(({ case_name }) => case_name);

describe('writing', () => {
  test('a case is created in HQ’s shape, and keeps the properties that nobody knows', async () => {
    const made = await call('POST', cases, {
      ...hana,
      external_id: 'h-1',
      properties: { contact_phone_number: '8801712345670', soil_type: 'clay' },
      indices: { mother: { case_id: 'asha', case_type: 'woman', relationship: 'extension' } },
    });
    expect(made.status, made.text).toBe(200);
    expect(made.body).toEqual({
      form_id: expect.any(String),
      case: {
        domain: 'clinic',
        case_id: 'hana',
        case_type: 'woman',
        case_name: 'Hana',
        external_id: 'h-1',
        owner_id: 'nurse',
        date_opened: '2026-06-01T09:00:00.000000Z',
        last_modified: '2026-06-01T09:00:00.000000Z',
        server_last_modified: '2026-06-01T09:00:00.000000Z',
        indexed_on: '2026-06-01T09:00:00.000000Z',
        closed: false,
        date_closed: null,
        properties: { contact_phone_number: '8801712345670', soil_type: 'clay' },
        indices: { mother: { case_id: 'asha', case_type: 'woman', relationship: 'extension' } },
      },
    });
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-01 19:00' });
    const { entries } = (await call('GET', `${at}/entries`)).body;
    const sent = entries.filter(
      ({ kind, to }: { kind: string; to: string }) => kind === 'sent' && to === 'hana',
    );
    expect(sent).toHaveLength(1);
  });

  test('a case is updated, by its id as by what the body names; what is left out stays', async () => {
    await call('POST', cases, { ...hana, external_id: 'h-1', properties: { village: 'Bon', well: 'yes' } });
    await call('PUT', `${cases}hana`, { properties: { village: 'Col' } });
    await call('PUT', cases, { external_id: 'h-1', case_name: 'Hanna' });
    const { body } = await call('GET', `${cases}hana`);
    expect(body).toMatchObject({ case_name: 'Hanna', properties: { village: 'Col', well: 'yes' } });
  });

  test('a case is closed, and its links are set and taken away', async () => {
    await call('POST', cases, hana);
    const parent = { case_id: 'asha', case_type: 'woman', relationship: 'child' };
    const linked = await call('PUT', `${cases}hana`, { indices: { parent } });
    expect(linked.body.case.indices).toEqual({ parent });
    const freed = await call('PUT', `${cases}hana`, { indices: { parent: { case_id: '' } }, close: true });
    expect(freed.body.case).toMatchObject({ indices: {}, closed: true, date_closed: expect.any(String) });
  });

  test('an upsert by external id creates once, then updates', async () => {
    const path = `${cases}ext/h%2F1/`;
    const first = await call('PUT', path, hana);
    const second = await call('PUT', path, { properties: { village: 'Bon' } });
    expect(first.body.case).toMatchObject({ case_id: 'hana', external_id: 'h/1' });
    expect(second.body.case).toMatchObject({ case_id: 'hana', properties: { village: 'Bon' } });
    expect((await call('GET', path)).body).toEqual(second.body.case);
  });

  test('a list creates and updates at once, and its cases may point at each other', async () => {
    const index = { temporary_id: 'm', case_type: 'woman', relationship: 'child' };
    const { body, status } = await call('POST', cases, [
      { create: true, ...hana, temporary_id: 'm' },
      { create: true, ...hana, case_name: 'Child', indices: { parent: index } },
      { create: false, case_id: 'asha', properties: { village: 'Bon' } },
      { ...hana, case_name: 'Ext', external_id: 'e-1' },
    ]);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.cases.map(({ case_id }: { case_id: string }) => case_id)).toEqual([
      'hana',
      'child',
      'asha',
      'ext',
    ]);
    expect(body.cases[1].indices.parent.case_id).toBe('hana');
    expect(body.cases[2].properties.village).toBe('Bon');
  });

  test('a list with one wrong row changes nothing, and says which', async () => {
    const before = (await call('GET', `${at}/entries`)).body;
    const rows = [
      { create: true, ...hana },
      { create: true, case_name: 'X' },
      { create: false, case_id: 'nobody' },
      hana,
    ];
    const error = await errorOf('POST', cases, rows);
    expect(error).toBe(
      "400 Error in row 2: Property case_type is required.; Error in row 3: No case found with ID 'nobody'; Error in row 4: A 'create' flag is required for each update.",
    );
    expect((await call('GET', `${at}/entries`)).body).toEqual(before);
    const many = Array.from({ length: BULK_MAX + 1 }, () => ({ create: true, ...hana }));
    expect(await errorOf('POST', cases, many)).toContain(`more than ${BULK_MAX} updates`);
    const full = await call('POST', cases, many.slice(1));
    expect(full.body.cases).toHaveLength(BULK_MAX);
  });

  test.each([
    ['POST', cases, { case_name: 'X', case_type: 'y' }, 'Property owner_id is required.'],
    ['POST', cases, { ...hana, case_id: 'mine' }, 'You cannot specify case_id when creating a new case'],
    ['POST', cases, { ...hana, colour: 'red' }, "'colour' is not a valid field."],
    ['POST', cases, { ...hana, case_name: 5 }, 'Property case_name must be a string'],
    ['POST', cases, { ...hana, case_name: 'x'.repeat(256) }, 'longer than 255'],
    ['POST', cases, { ...hana, properties: { age: 5 } }, "Values must be strings, received '5'"],
    ['POST', cases, { ...hana, properties: { '1st': 'x' } }, 'valid XML identifiers'],
    ['POST', cases, { ...hana, properties: { owner: 'x' } }, 'means something else'],
    ['POST', cases, { ...hana, indices: { parent: { case_id: 'a' } } }, 'Property case_type is required'],
    ['POST', cases, 'text', 'a request that does not read'],
    ['PUT', `${cases}nobody`, {}, "No case found with ID 'nobody'"],
    ['PUT', cases, { case_name: 'X' }, 'either a case_id or external_id'],
    ['PUT', cases, { external_id: 'none' }, "Could not find a case with external_id 'none'"],
  ])('%s %s %o is refused in HQ’s words', async (method, path, body, error) => {
    expect(await errorOf(method, path, body)).toContain(error);
  });

  test('a project that no session has is not there', async () => {
    expect(await errorOf('GET', '/a/elsewhere/api/case/v2/')).toMatch(/^404 /);
  });
});

describe('reading', () => {
  beforeEach(async () => {
    const index = { case_id: 'asha', case_type: 'woman', relationship: 'child' };
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-01 12:00' });
    await call('POST', cases, { ...hana, external_id: 'h-1', properties: { village: 'Bon' } });
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-06-02 12:00' });
    await call('POST', cases, { ...hana, case_type: 'child', case_name: 'Ibu', indices: { parent: index } });
    await call('PUT', `${cases}ibu`, { close: true });
  });

  test.each([
    ['', ['Asha', 'Hana', 'Ibu']],
    ['case_type=child', ['Ibu']],
    ['external_id=h-1', ['Hana']],
    ['owner_id=nurse&closed=false', ['Asha', 'Hana']],
    ['closed=true', ['Ibu']],
    ['case_name=Asha', ['Asha']],
    ['properties.village=Bon', ['Hana']],
    ['indices.parent=asha', ['Ibu']],
    ['date_opened.gte=2026-06-02', ['Ibu']],
    ['date_opened.lt=2026-06-01T12:00:00', ['Asha']],
    ['date_closed.lte=2026-06-03', ['Ibu']],
    ['last_modified.gt=2026-06-01T12:00:00Z', ['Ibu']],
    ['indexed_on.lte=2026-06-01T09:00:00.000Z', ['Asha']],
  ])('the list with %s', async (query, names) => {
    const answer = await call('GET', `${cases}?${query}`);
    expect(namesIn(answer)).toEqual(names);
    expect(answer.body.matching_records).toBe(names.length);
  });

  test('a list comes in pages, each with the address of the next', async () => {
    const first = await call('GET', `${cases}?limit=2&owner_id=nurse`);
    expect(namesIn(first)).toEqual(['Asha', 'Hana']);
    const second = await call('GET', first.body.next);
    expect(namesIn(second)).toEqual(['Ibu']);
    expect(second.body.next).toBe(undefined);
  });

  test('one, several, and what is missing', async () => {
    expect((await call('GET', `${cases}hana`)).body.case_name).toBe('Hana');
    expect(await errorOf('GET', `${cases}nobody`)).toBe("404 Case 'nobody' not found");
    expect(await errorOf('GET', `${cases}ext/none/`)).toMatch(/^404 /);
    const several = await call('GET', `${cases}hana,nobody,asha`);
    expect(several.body).toMatchObject({ matching_records: 2, missing_records: 1 });
    expect(several.body.cases[1]).toEqual({ case_id: 'nobody', error: 'not found' });
    const bulk = await call('POST', `${cases}bulk-fetch/`, {
      case_ids: ['asha'],
      external_ids: ['h-1', 'none'],
    });
    expect(bulk.body).toMatchObject({ matching_records: 2, missing_records: 1 });
    expect(bulk.body.cases[2]).toEqual({ external_id: 'none', error: 'not found' });
  });

  test.each([
    ['GET', '?colour=red', undefined, "'colour' is not a valid parameter."],
    ['GET', '?limit=5001', undefined, 'more than 5000'],
    ['GET', '?limit=x', undefined, 'limit'],
    ['GET', '?date_opened.gte=soon', undefined, 'not a valid date'],
    ['GET', '?date_opened.near=2026-06-01', undefined, 'not a valid parameter'],
    ['GET', '?cursor=xyz', undefined, 'not a cursor'],
    ['POST', 'bulk-fetch/', {}, 'Must specify case_ids or external_ids'],
    ['POST', 'bulk-fetch/', { case_ids: 'asha' }, 'must be a list of strings'],
  ])('%s %s %o is refused', async (method, path, body, error) => {
    expect(await errorOf(method, cases + path, body)).toContain(error);
  });
});

describe('fields that are asked for', () => {
  beforeEach(async () => {
    await call('POST', cases, { ...hana, external_id: 'h-9', properties: { edd: '2026-07-01', age: '30' } });
  });
  const found = async (query: string) => (await call('GET', `${cases}ext/h-9/?${query}`)).body;

  test.each([
    ['fields=case_name,closed', { case_name: 'Hana', closed: false }],
    ['fields=case_name&fields.properties=edd', { case_name: 'Hana', properties: { edd: '2026-07-01' } }],
    ['fields=properties.age', { properties: { age: '30' } }],
    ['fields=properties.age,properties', { properties: { edd: '2026-07-01', age: '30' } }],
    ['fields=nothing', {}],
  ])('%s', async (query, wanted) => {
    expect(await found(query)).toEqual(wanted);
  });

  test('and fields that are left out, also within the properties', async () => {
    const whole = await found('');
    const { domain: _, ...others } = whole;
    expect(await found('exclude=domain&exclude.properties=edd')).toEqual({
      ...others,
      properties: { age: '30' },
    });
  });

  test('go with every page of a list, and with what a write answers', async () => {
    const { body } = await call('GET', `${cases}?limit=1&fields=case_name`);
    const { pathname, search } = new URL(body.next);
    const next = await call('GET', pathname + search);
    expect([...body.cases, ...next.body.cases].map((one: object) => Object.keys(one))).toEqual([
      ['case_name'],
      ['case_name'],
    ]);
    const made = await call('POST', `${cases}?fields=case_type`, { ...hana, case_name: 'Ida' });
    expect(made.body.case).toEqual({ case_type: 'woman' });
  });

  test('both at once are refused before anything is written', async () => {
    const answer = await call('POST', `${cases}?fields=a&exclude=b`, { ...hana, case_name: 'Never' });
    expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining('do not go together')]);
    expect(namesIn(await call('GET', cases))).not.toContain('Never');
  });
});
