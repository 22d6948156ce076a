import { expect, test } from 'vitest';
import { codesOf, imported } from './helpers.ts';

const propertiesOf = (text: string, changes = {}) =>
  Object.fromEntries(imported(text, changes).cases[0]?.properties ?? []);

test.each([
  ['info. prefixes', 'info.case_id,info.name,info.closed,next_visit\nc1,Asha,False,2026-03-12\n'],
  ['case_id instead of caseid', 'case_id,name,closed,next_visit\nc1,Asha,False,2026-03-12\n'],
  ['semicolons, as Excel saves where the comma is decimal', 'caseid;name;next_visit\nc1;Asha;2026-03-12\n'],
  ['tabs', 'caseid\tname\tnext_visit\nc1\tAsha\t2026-03-12\n'],
  ['a byte order mark', '\ufeffcaseid,name,next_visit\nc1,Asha,2026-03-12\n'],
  ['Windows line ends', 'caseid,name,next_visit\r\nc1,Asha,2026-03-12\r\n'],
  ['no line end at the end', 'caseid,name,next_visit\nc1,Asha,2026-03-12'],
  ['columns without header and content', 'caseid,name,next_visit,,\nc1,Asha,2026-03-12,,\n'],
])('an export is read with %s', (_story, text) => {
  const { cases, problems } = imported(text);
  expect(problems).toEqual([]);
  expect(cases).toMatchObject([{ key: 'asha', caseId: 'c1', name: 'Asha', closed: false }]);
  expect([...cases[0]!.properties]).toEqual([['next_visit', '2026-03-12']]);
});

test.each([
  ['Phone number', 'contact_phone_number'],
  ['Mobile no.', 'contact_phone_number'],
  ['E-mail address', 'commcare_email_address'],
  ['Next Visit', 'next_visit'],
  ['2nd dose', 'nd_dose'],
])('a column %j is told with the line that gives it the property %s', (header, property) => {
  const [notice] = imported(`caseid,name,${header}\nc1,Asha,x\n`).notices.filter(
    ({ code }) => code === 'IMPORT_COLUMN_NAME',
  );
  expect(notice?.hint).toBe(`write columns: {"${header}": ${property}} in the import`);
});

test('UTF-16 with its mark is read, both ways round', () => {
  const text = '\ufeffcaseid,name\nc1,आशा\n';
  for (const isLittle of [true, false]) {
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
    const { cases, problems } = imported('', {}, bytes);
    expect(problems).toEqual([]);
    expect(cases[0]?.name).toBe('आशा');
    expect(cases[0]?.key).toBe('आशा');
  }
});

test('every column that HQ does not keep for itself is a property, state among them', () => {
  const header = 'number,caseid,name,state,opened_date,case_link,parent_type,edd';
  expect(
    propertiesOf(`${header}\n0,c1,Asha,Bihar,2026-01-01 10:00:00,http://x,household,2026-06-01\n`),
  ).toEqual({
    state: 'Bihar',
    edd: '2026-06-01',
  });
});

test('renamed columns get their property back, system columns too', () => {
  const columns = new Map([
    ['ID', 'caseid'],
    ['Woman', 'name'],
    ['Phone', 'contact_phone_number'],
    ['number', 'house_number'],
  ]);
  const text = 'number,ID,Woman,Phone\n7,c1,Asha,919812345001\n';
  const { cases, problems } = imported(text, { columns });
  expect(problems).toEqual([]);
  expect(cases).toMatchObject([{ key: 'asha', caseId: 'c1', name: 'Asha' }]);
  expect([...cases[0]!.properties]).toEqual([
    ['house_number', '7'],
    ['contact_phone_number', '919812345001'],
  ]);
});

test('blank and --- are missing properties, not empty ones', () => {
  expect(propertiesOf('caseid,name,a,b,c,d\nc1,Asha,---,, ,x\n')).toEqual({ d: 'x' });
});

test('a quoted cell with a line break does not shift the row numbers', () => {
  const text =
    'caseid,name,note,contact_phone_number\nc1,Asha,"two\nlines",919812345001\nc2,Meera,,+919812345002\n';
  expect(codesOf(imported(text))).toEqual(['IMPORT_NUMBER_FORMATTED 3 contact_phone_number']);
});

test('blank rows are passed over and counted as rows', () => {
  const text = 'caseid,name,contact_phone_number\n,,\n\nc2,Meera,+919812345002\n';
  const result = imported(text);
  expect(result.problems).toEqual([]);
  expect(codesOf(result)).toEqual(['IMPORT_NUMBER_FORMATTED 4 contact_phone_number']);
});

test("the row's own type stands before the scenario's, with a notice; the scenario's fills the gaps", () => {
  const result = imported('caseid,name,case_type\nc1,Asha,client\nc2,Meera,\nc3,Farida,pregnancy\n');
  expect(result.cases.map(({ type }) => type)).toEqual(['client', 'pregnancy', 'pregnancy']);
  expect(codesOf(result)).toEqual(['IMPORT_TYPE_DIFFERS 2 case_type']);
});

test('owner, external id and last modifier come along', () => {
  const text =
    'caseid,name,owner_name,owner_id,external_id,last_modified_by_user_username\nc1,Asha,asha.chw,u1,A-7,meera.chw\n';
  expect(imported(text).cases[0]).toMatchObject({
    owner: 'asha.chw',
    externalId: 'A-7',
    lastModifiedBy: 'meera.chw',
  });
});

test('a new case of an import sheet, without id, is known by its key', () => {
  expect(imported('case_id,name\n,Asha\n').cases[0]).toMatchObject({ key: 'asha', caseId: 'asha' });
});

test('parents in the same file become links, by id or external id; others are named', () => {
  const text = [
    'caseid,name,external_id,parent_id,parent_external_id,parent_relationship',
    'h1,House,H-1,,,',
    'c1,Asha,,h1,,',
    'c2,Meera,,,H-1,extension',
    'c3,Farida,,gone,,',
  ].join('\n');
  const result = imported(text);
  expect(result.cases.map(({ parents }) => parents)).toEqual([
    [],
    [{ case: 'house', identifier: 'parent', relationship: 'child' }],
    [{ case: 'house', identifier: 'host', relationship: 'extension' }],
    [],
  ]);
  expect(codesOf(result)).toEqual(['IMPORT_PARENT_UNKNOWN 5 parent']);
});
